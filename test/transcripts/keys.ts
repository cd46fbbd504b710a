import { withSwap, withWrongDigit } from '../support/ids.ts'
import type { Shown } from './computers.ts'

/** What a caller has before him when he keys. */
export type Desk = {
  /** His computers, one or two. */
  readonly shown: readonly Shown[]
  /** The case number that the line said last. */
  readonly caseNumber: string
}

/**
 * The keys of a caller's line, with what stands for an ID's groups replaced: `<5>`, `<5:wrong>`, `<5:1-4>`
 * (its digits 1 to 4), `<all>`, `<answer>`, `<product key>`, `<other maker>`, `<case>`; of a second
 * computer `<second 5>`. Throws a sentence for what stands for nothing.
 */
export function keysIn(text: string, desk: Desk): string {
  const keys = text.replaceAll(/<([^>]*)>/g, (_, name: string) => meant(name, desk))
  const pressed = keys.replaceAll(' ', '')
  if (!/^[0-9*#]+$/.test(pressed)) throw new Error(`these are no keys: ${text}`)
  return pressed
}

/** Nine groups of six digits, as another maker's programs show them. */
const otherMaker = '904172385561740293867715028439916250378461925073648190'

/** How a group is keyed when not as it is shown. */
const slips: Readonly<Record<string, (group: string) => string>> = {
  wrong: (group) => withWrongDigit(group, 3),
  swapped: (group) => withSwap(group, 2),
  doubled: (group) => group.slice(0, 4) + group.slice(3),
  short: (group) => group.slice(0, 3) + group.slice(4),
  spoiled: (group) => [0, 1, 2, 4, 5].reduce(withWrongDigit, group),
}

function meant(name: string, { shown, caseNumber }: Desk): string {
  const [, second, what = '', how] = /^(second )?([^:]+)(?::(.+))?$/.exec(name) ?? []
  const computer = shown[second === undefined ? 0 : 1]
  if (computer === undefined) throw new Error(`there is no second computer: <${name}>`)
  if (/^[1-9]$/.test(what)) return keyedAs(computer.installationId[Number(what) - 1] ?? '', how)
  if (how !== undefined) throw new Error(`only a group is keyed in some way: <${name}>`)
  switch (what) {
    case 'all':
      return computer.installationId.join('')
    case 'answer':
      return computer.confirmationId.join('')
    case 'product key':
      return onKeypad(computer.productKey)
    case 'other maker':
      return otherMaker
    case 'case':
      return caseNumber
    default:
      throw new Error(`nothing is called <${name}>`)
  }
}

function keyedAs(group: string, how: string | undefined): string {
  if (how === undefined) return group
  const [, from, to = from] = /^([1-7])(?:-([1-7]))?$/.exec(how) ?? []
  if (from !== undefined) return group.slice(Number(from) - 1, Number(to))
  const slip = slips[how]
  if (slip === undefined) throw new Error(`a group is not keyed "${how}"`)
  return slip(group)
}

/** Letters as they stand on a telephone's keys (ITU-T E.161). */
function onKeypad(text: string): string {
  const keys = ['', '', 'ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ']
  return Array.from(text.replaceAll('-', ''), (letter) => {
    const key = keys.findIndex((letters) => letters.includes(letter))
    return key === -1 ? letter : String(key)
  }).join('')
}
