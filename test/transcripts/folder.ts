import { readdirSync, readFileSync } from 'node:fs'
import { parseTranscript, type Transcript } from './transcript.ts'

export type TranscriptFile = {
  /** `NL/a-slip.txt` */
  readonly name: string
  readonly path: string
  readonly text: string
  readonly transcript: Transcript
}

/** All transcripts in their order; throws a sentence that names the file which is none. */
export function readTranscripts(): readonly TranscriptFile[] {
  const folder = new URL('.', import.meta.url)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .map((name) => {
      const path = new URL(name, folder).pathname
      const text = readFileSync(path, 'utf8')
      return { name, path, text, transcript: parsed(name, text) }
    })
}

function parsed(name: string, text: string): Transcript {
  try {
    return parseTranscript(text)
  } catch (error) {
    throw new Error(`${name} is no transcript`, { cause: error })
  }
}
