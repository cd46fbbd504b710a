import { chance } from '../../modem/noise.ts'

const words =
  'ACTIVATION COMPUTER GROUP INSTALLATION OF THE SCREEN I AM DEAF PLEASE WRITE SLOWLY WHERE DO FIND IT NOW WE MOVED OFFICE LAST WEEK AND THIS MACHINE HAS NO NETWORK JUST A KEYBOARD ZERO QUIET VEX GA'.split(
    ' ',
  )

/** What somebody might type, a seventh of it digits, of characters that all decoders' tables share. */
export function textOf(length: number, seed: number): string {
  const random = chance(seed)
  let text = ''
  while (text.length < length) {
    const digits = Array.from({ length: 3 + Math.floor(random() * 4) }, () =>
      Math.floor(random() * 10),
    )
    text += random() < 0.16 ? digits.join('') : words[Math.floor(random() * words.length)]
    text += random() < 0.08 ? ', ' : random() < 0.08 ? '. ' : ' '
  }
  return text.slice(0, length).trim()
}

/** Letters and digits in no order at all, in groups of five: nothing follows from what stands beside them. */
export function anyLetters(length: number, seed: number): string {
  const random = chance(seed)
  const any = (of: string): string => of.charAt(Math.floor(random() * of.length))
  const group = (): string => {
    const of = random() < 0.3 ? '0123456789' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    return Array.from({ length: 5 }, () => any(of)).join('')
  }
  return Array.from({ length: Math.ceil(length / 6) }, group)
    .join(' ')
    .slice(0, length)
}

/** How many characters must be changed, put in or taken out. */
export function distance(sent: string, read: string): number {
  if (sent === read) return 0
  let last = Array.from({ length: read.length + 1 }, (_, j) => j)
  for (let i = 1; i <= sent.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= read.length; j += 1) {
      const same = sent[i - 1] === read[j - 1] ? 0 : 1
      next.push(Math.min((last[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same))
    }
    last = next
  }
  return last[read.length] ?? 0
}
