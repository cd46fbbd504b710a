/** `npm run bench -- tty`: docs/text-telephone.md, our receiver beside two others on the same sound. */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { besideOthers } from './tty/beside-others.ts'
import { cost } from './tty/cost.ts'
import { delays } from './tty/delays.ts'
import { nobodyTyped } from './tty/nobody-typed.ts'
import { otherModes } from './tty/other-modes.ts'
import { oursAlone } from './tty/ours-alone.ts'

const page = new URL('../../docs/text-telephone.md', import.meta.url)

/** What each part prints stands between its own marks. */
const parts = {
  'beside-others': besideOthers,
  'ours-alone': oursAlone,
  'nobody-typed': nobodyTyped,
  'other-modes': otherModes,
  delays,
  cost,
} as const

export function tty(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: { part: { type: 'string', default: '' }, row: { type: 'string', default: '' } },
  })
  for (const [name, part] of Object.entries(parts)) {
    if (values.part !== '' && values.part !== name) continue
    const lines: string[] = []
    part((line) => {
      lines.push(line)
      console.log(line)
    }, values.row)
    if (values.row === '') writePart(name, lines)
  }
}

function writePart(name: string, lines: readonly string[]): void {
  const [from, until] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const text = readFileSync(page, 'utf8')
  const [before = ''] = text.split(from)
  const [, after = ''] = text.split(until)
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(page, `${before}${from}\n\n${day}.\n\n${lines.join('\n')}\n\n${until}${after}`)
}
