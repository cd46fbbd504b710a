/** The five-bit code of text telephones (TIA-825-A, V.18 Annex A), in both shifts; '' where nothing is printed. */
export type Code = { readonly letter: string; readonly figure: string }

export const shifts = { figures: 0x1b, letters: 0x1f } as const

const letters = '\bE\nA SIU\rDRJNFCKTZLWHYPQOBG\0MXV\0'
/** S has no figure: senders differ about it, and it is never sent. */
const figures = '\b3\n- \x0087\r$4\',!:(5")2=6019?+\0./;\0'

export const codeTable: readonly Code[] = Array.from({ length: 32 }, (_, code) => ({
  letter: printed(letters, code),
  figure: printed(figures, code),
}))

function printed(column: string, code: number): string {
  const character = column.charAt(code)
  return character === '\0' ? '' : character
}
