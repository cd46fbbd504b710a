/** Two tones by which characters go out: a start bit (space), seven data bits, a parity bit and stop bits (mark). */
export type Channel = {
  /** In Hz, multiples of 5. */
  readonly mark: number
  readonly space: number
  readonly baud: number
  readonly stopBits: number
}

export const sampleRate = 8000
/** Data bits of a T.50 character, and its parity. */
export const dataBits = 7
export const bitsOfFrame = dataBits + 1

/** V.21: the caller's and the answerer's channel; V.18 Annex F. */
export const v21 = {
  caller: { mark: 980, space: 1180, baud: 300, stopBits: 1 },
  answerer: { mark: 1650, space: 1850, baud: 300, stopBits: 1 },
} as const satisfies Record<string, Channel>

export const bell103 = {
  caller: { mark: 1270, space: 1070, baud: 300, stopBits: 1 },
  answerer: { mark: 2225, space: 2025, baud: 300, stopBits: 1 },
} as const satisfies Record<string, Channel>

/** V.18 Annex E: a videotex terminal types at 75 bit/s and reads at 1200. */
export const v23 = {
  caller: { mark: 390, space: 450, baud: 75, stopBits: 2 },
  answerer: { mark: 1300, space: 2100, baud: 1200, stopBits: 2 },
} as const satisfies Record<string, Channel>

/** V.18 Annex C: both sides in turn, on the tones of V.21's first channel. */
export const edt = {
  mark: 980,
  space: 1180,
  baud: 110,
  stopBits: 2,
} as const satisfies Channel
