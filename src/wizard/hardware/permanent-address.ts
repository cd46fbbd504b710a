/** A network interface with the hardware address that its maker gave it. */
export type FixedInterface = {
  readonly address: string
  /** Pluggable: an adapter in a dock may be gone tomorrow. */
  readonly pluggable: boolean
}

/**
 * The address that stands for the machine's network: of what is built in before what is plugged in, of
 * worldwide addresses before local ones, the lowest, so that the order in which interfaces come up does
 * not matter.
 */
export function permanentAddress(interfaces: readonly FixedInterface[]): string | undefined {
  const ranked = interfaces
    .map(({ address, pluggable }) => ({ address: normalised(address), pluggable }))
    .filter(({ address }) => isStationAddress(address))
    .map(({ address, pluggable }) => rank(address, pluggable))
    .toSorted()
  return ranked[0]?.slice(rankLength)
}

const rankLength = 2

function rank(address: string, pluggable: boolean): string {
  const local = (firstOctet(address) & 2) !== 0
  return `${pluggable ? '1' : '0'}${local ? '1' : '0'}${address}`
}

function normalised(address: string): string {
  const digits = address.toLowerCase().replaceAll(/[^0-9a-f]/g, '')
  return (digits.match(/../g) ?? []).join(':')
}

function isStationAddress(address: string): boolean {
  const empty = /^(00:){5}00$|^(ff:){5}ff$/.test(address)
  return address.length === 17 && !empty && (firstOctet(address) & 1) === 0
}

function firstOctet(address: string): number {
  return Number.parseInt(address.slice(0, 2), 16)
}
