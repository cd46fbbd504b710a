import { readRequests, type Request } from '../../../wizard/requests.ts'
import { done, type Outcome } from '../outcome.ts'
import { badWords, type LineFile } from './line-file.ts'

/** How a request file is read. */
export const requestFile = { read: readRequests, what: 'request file' }

/** What came of collecting: how many machines the file has now, and what in the files could not be used. */
export function collected(result: {
  readonly file: LineFile<Request>
  readonly others?: readonly LineFile<Request>[]
  readonly count: number
  readonly added: number
  readonly text: string
  /** Where the file as it was is kept. */
  readonly aside: string | undefined
}): Outcome {
  const { file, others = [], count, added, aside } = result
  const files = [file, ...others]
  const bad = files.flatMap(({ path, bad }) => bad.map((one) => ({ file: path, ...one })))
  const machines = count === 1 ? 'one computer is in it' : `${String(count)} computers are in it`
  const text = [
    `${result.text}; ${machines}.`,
    ...files.flatMap((one) => badWords(one.path, one.bad)),
    ...(aside === undefined ? [] : [`(The file as it was is kept in ${aside})`]),
  ]
  return done({ kind: 'collected', file: file.path, count, added, bad, putAside: aside }, text)
}
