/** Packs fields into one integer, most significant first; throws a RangeError that names no value where one doesn't fit. */
export function packBits(
  fields: readonly (readonly [bits: number, value: bigint | number])[],
): bigint {
  return fields.reduce((packed, [bits, value]) => {
    const field = BigInt(value)
    if (field >> BigInt(bits) !== 0n) throw new RangeError(`over ${bits} bits`)
    return (packed << BigInt(bits)) | field
  }, 0n)
}

/** The `bits` bits of a packed integer that have `below` bits behind them. */
export function bitsOf(packed: bigint, bits: number, below: number): bigint {
  return BigInt.asUintN(bits, packed >> BigInt(below))
}

/** Big-endian bytes of a value below 256^length. */
export function bytesOf(value: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let rest = value
  for (let end = length; end > 0; end -= 6) {
    let low = Number(BigInt.asUintN(48, rest))
    rest >>= 48n
    for (let i = end - 1; i >= 0 && i >= end - 6; i -= 1) {
      bytes[i] = low % 256
      low = Math.floor(low / 256)
    }
  }
  return bytes
}

/** The value of big-endian bytes. */
export function valueOf(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}
