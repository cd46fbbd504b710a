import { decode, firstShift, type Read } from '../../../src/modem/baudot/decode.ts'

/** Reads one code after the other. */
export function createDecoder(): { read: (code: number, isSure: boolean) => Read | undefined } {
  let shift = firstShift
  return {
    read: (code, isSure) => {
      const decoded = decode(shift, code, isSure)
      shift = decoded.shift
      return decoded.read
    },
  }
}
