/**
 * The figures of whole calls: rows of seeded callers on the simulated telephone, over real HTTP against a
 * line in a process of its own. `calls [--calls n] [--row name] [--gap usual|none] [--seed n]`; with a seed
 * that one call is shown.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { clockTime, transcriptOf } from '../../src/phone/index.ts'
import { keys, masterKey, product } from '../support/whole-line.ts'
import { callStory, gaps, rows, type Called, type Row } from './calls/play.ts'
import { firstSeedOf, playRow, rowOf, type Told } from './calls/tell-row.ts'
import { prepareLine, startLine } from './ladder/servers.ts'
import { accountSid, called as to, publicUrl, token } from './ladder/webhooks.ts'
import { show, table } from './statistics.ts'

/** Plays all rows with the usual gap and without one, and prints them as a table. */
export async function calls(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      calls: { type: 'string', default: '2000' },
      row: { type: 'string', default: '' },
      gap: { type: 'string', default: '' },
      seed: { type: 'string' },
    },
  })
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-bench-'))
  const server = await startLine(await prepareLine(folder))
  const called: Called = {
    line: { url: publicUrl, token, accountSid, via: `http://127.0.0.1:${server.port}` },
    to,
    secrets: createSecrets(masterKey),
    product,
    serials: keys.many,
  }
  try {
    if (values.seed !== undefined) await showCall(called, Number(values.seed))
    else {
      const chosen = rows.filter(({ name }) => name.startsWith(values.row))
      await playAll(called, { rows: chosen, gap: values.gap, count: Number(values.calls) })
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true })
  }
}

const head = [
  'row',
  'gap',
  'calls',
  'without a question',
  'none left out',
  'must be',
  'groups again',
  'lost keys',
  'not confirmed',
  'first question',
]

type Chosen = { readonly rows: readonly Row[]; readonly gap: string; readonly count: number }

async function playAll(called: Called, { rows: chosen, gap: only, count }: Chosen): Promise<void> {
  const cells: (readonly string[])[] = [head]
  for (const row of chosen) {
    for (const gap of (['usual', 'none'] as const).filter((one) => one.startsWith(only))) {
      const seed = firstSeedOf(row, gap)
      const told = await playRow(called, row, { calls: count, gapInMs: gaps[gap], seed })
      const own = cellsOf(row, gap, told)
      cells.push(own)
      const seeds = told.asked.slice(0, 12).map((one) => one.seed)
      console.log(`${own.join(' | ')} | at seeds ${seeds.join(' ') || 'none'}`)
    }
  }
  console.log(`\n${table(cells)}`)
}

function cellsOf(row: Row, gap: string, told: Told): readonly string[] {
  const { noneLeftOut, first } = told
  const percent = (part: number, whole: number): string => `${show((100 * part) / whole, 2)} %`
  return [
    row.name,
    gap,
    show(told.calls),
    percent(told.withoutQuestion, told.calls),
    percent(noneLeftOut.withoutQuestion, noneLeftOut.calls),
    `${show(100 * row.least)} %`,
    Number.isNaN(told.groupsAgain) ? '–' : show(told.groupsAgain, 2),
    percent(told.lostKeys, told.calls),
    `${show(told.notConfirmed)}${told.wrong > 0 ? `, ${show(told.wrong)} wrong` : ''}`,
    [...first].map(([prompt, times]) => `${prompt} ${times}`).join(', ') || '–',
  ]
}

async function showCall(called: Called, seed: number): Promise<void> {
  const { row, gap } = rowOf(seed)
  const { id, story } = await callStory(called, row, { seed, gapInMs: gaps[gap] })
  console.log(`${row.name}, gap ${gap}, ${id.join(' ')}`)
  for (const { events } of story.calls) {
    for (const { at, who, text } of transcriptOf(events)) {
      console.log(`${clockTime(at)}  ${who.padEnd(7)}  ${text}`)
    }
  }
  console.log(`${story.outcome}; ${story.lostKeys} keys were pressed while the line was deaf`)
}
