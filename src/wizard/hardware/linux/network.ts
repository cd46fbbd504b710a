import { listAt, parseJson, textAt } from '../../json.ts'
import type { Machine } from '../machine.ts'
import { permanentAddress, type FixedInterface } from '../permanent-address.ts'

/** The permanent address of a physical interface; bridges, tunnels, containers' ends and random addresses are none. */
export async function networkAddress(machine: Machine): Promise<string | undefined> {
  const names = await machine.names('/sys/class/net')
  const found = await Promise.all(names.map((name) => fixedInterface(machine, name)))
  return permanentAddress(found.flat())
}

/** The permanent addresses that `ip -j link` names where another one is in use, by interface. */
export function parsePermanentAddresses(json: string): ReadonlyMap<string, string> {
  return new Map(
    listAt(parseJson(json)).flatMap((link) => {
      const name = textAt(link, 'ifname')
      const address = textAt(link, 'permaddr')
      return name === undefined || address === undefined ? [] : [[name, address] as const]
    }),
  )
}

async function fixedInterface(machine: Machine, name: string): Promise<readonly FixedInterface[]> {
  const place = await machine.target(`/sys/class/net/${name}`)
  if (place === undefined || place.includes('/virtual/')) return []
  const read = async (file: string): Promise<string | undefined> =>
    (await machine.text(`/sys/class/net/${name}/${file}`))?.trim()
  if ((await read('type')) !== ethernet) return []
  const address =
    (await read('phy80211/macaddress')) ??
    (await read('bonding_slave/perm_hwaddr')) ??
    ((await read('addr_assign_type')) === permanent
      ? await read('address')
      : parsePermanentAddresses((await machine.output('ip', '-j', 'link')) ?? '').get(name))
  return address === undefined ? [] : [{ address, pluggable: place.includes('/usb') }]
}

/** `ARPHRD_ETHER`, Wi-Fi too. */
const ethernet = '1'

/** `NET_ADDR_PERM`; 1 is a random address, 2 a stolen one, 3 one that somebody set. */
const permanent = '0'
