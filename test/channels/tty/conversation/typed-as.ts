import { typedFrom, type Typed } from '../../../../src/channels/tty/conversation/typed.ts'
import { shifts } from '../../../../src/modem/baudot/code-table.ts'
import { createDecoder } from '../../../modem/baudot/decoder.ts'
import { encode } from '../../../../src/modem/baudot/encode.ts'

export type Received = {
  /** The shifts of the sender get lost: everything is received in one. */
  readonly stuckIn?: 'letters' | 'figures'
  readonly confidence?: number
}

/** What a line makes of a text typed on a Baudot telephone; `~` stands for what nobody can read. */
export function typedAs(
  text: string,
  { stuckIn, confidence = 1 }: Received = {},
): readonly Typed[] {
  const decoder = createDecoder()
  if (stuckIn === 'figures') decoder.read(shifts.figures, false)
  return text.split(/(~)/).flatMap((part): readonly Typed[] => {
    if (part === '~') return [{ kind: 'garble' }]
    const codes = encode(part).filter(
      (code) => stuckIn === undefined || (code !== shifts.letters && code !== shifts.figures),
    )
    return codes.flatMap((code) => {
      const read = decoder.read(code, true)
      return read === undefined
        ? []
        : [typedFrom({ kind: 'character', ...read, confidence, atMs: 0 })]
    })
  })
}

/** As it is printed once it is corrected. */
export function printed(typed: readonly Typed[]): string {
  return typed
    .map((one) => (one.kind === 'character' ? one.text : one.kind === 'key' ? one.key : '~'))
    .join('')
}
