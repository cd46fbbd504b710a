import { BlockList, isIP } from 'node:net'

/**
 * Whether a host, as `URL` writes it, is this machine or one in a network of one's own: by its address, or by a name
 * that no public server can have.
 */
export function isPrivateHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(address)
  if (family !== 0) return privateAddresses.check(address, family === 6 ? 'ipv6' : 'ipv4')
  return !hostname.includes('.') || /\.(localhost|internal|home\.arpa)$/.test(hostname)
}

const privateAddresses = new BlockList()
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  privateAddresses.addSubnet(net, prefix)
}
for (const [net, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
] as const) {
  privateAddresses.addSubnet(net, prefix, 'ipv6')
}
