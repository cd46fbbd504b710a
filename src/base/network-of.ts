import { isIPv6 } from 'node:net'

/**
 * The address as it is counted: `192.0.2.7`, or `2001:db8:0:1` for all of `2001:db8:0:1::/64`, which is what one
 * customer is given.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(?<v4>[\d.]+)$/i.exec(address)?.groups?.['v4']
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [head = '', tail = ''] = address.split('::')
  const [before, after] = [partsOf(head), partsOf(tail)]
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}

function partsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':')
}
