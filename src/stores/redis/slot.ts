/** In which of a Cluster's slots a key lies: by what stands in its first braces, else by all of it. */
export function slotOf(key: string): number {
  const tag = /^[^{]*\{([^}]+)\}/.exec(key)?.[1] ?? key
  return checksum(Buffer.from(tag)) % slots
}

const slots = 16_384

/** CRC-16/XMODEM, as https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec has it. */
function checksum(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1)
      sum = (sum & 0x8000 ? (sum << 1) ^ 0x1021 : sum << 1) & 0xffff
  }
  return sum
}
