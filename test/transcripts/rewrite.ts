/**
 * Writes what the line now says into the transcripts, and shows every line that changes:
 * `npm run transcripts -- [name…]`. What callers do stays as it is; where a caller can no longer
 * do it, the transcript is left alone and the command fails.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diff } from 'node:util'
import { readTranscripts, type TranscriptFile } from './folder.ts'
import { openStage, type Stage } from './stage.ts'
import type { Transcript } from './transcript.ts'

const folder = mkdtempSync(join(tmpdir(), 'activation-line-'))
try {
  await rewrite(process.argv.slice(2))
} finally {
  rmSync(folder, { recursive: true })
}

async function rewrite(names: readonly string[]): Promise<void> {
  const files = readTranscripts().filter(
    ({ name }) => names.length === 0 || names.some((part) => name.includes(part)),
  )
  let rewritten = 0
  for (const ledger of ['usual', 'broken'] as const) {
    const own = files.filter(({ transcript }) => transcript.ledger === ledger)
    if (own.length === 0) continue
    const stage = await openStageFor(ledger, own)
    for (const file of own) rewritten += (await rewriteOne(file, stage)) ? 1 : 0
    await stage.close()
  }
  say(
    `${rewritten} of ${files.length} transcripts rewritten. Read each change before you commit it.`,
  )
}

function openStageFor(
  ledger: Transcript['ledger'],
  files: readonly TranscriptFile[],
): Promise<Stage> {
  const own = join(folder, ledger)
  mkdirSync(own)
  const transcripts = files.map(({ transcript }) => transcript)
  return openStage({ folder: own, transcripts, ledger })
}

async function rewriteOne(
  { name, path, text, transcript }: TranscriptFile,
  stage: Stage,
): Promise<boolean> {
  const { text: now, trouble } = await stage.playInWords(transcript)
  if (now === text) return false
  say(`${name}\n${changes(text, now)}\n`)
  if (trouble === undefined) writeFileSync(path, now)
  else {
    say(`${name} is left as it is: ${trouble}\n`)
    process.exitCode = 1
  }
  return trouble === undefined
}

function changes(before: string, after: string): string {
  return diff(after.split('\n'), before.split('\n'))
    .filter(([kind]) => kind !== 0)
    .map(([kind, line]) => `${kind === 1 ? '+' : '-'} ${line}`)
    .join('\n')
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
