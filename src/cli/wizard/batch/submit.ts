import { readFileSync } from 'node:fs'
import { answerLine, readAnswers, type Answer } from '../../../wizard/answers.ts'
import { readRequests, type Request } from '../../../wizard/requests.ts'
import { done, refused, type Outcome, type Refusal } from '../outcome.ts'
import { askLine, type Asked, type Line } from './ask-line.ts'
import { addLines, badWords, readLineFile, readOrBegin, rewriteLines } from './line-file.ts'

export type SubmitOptions = {
  /** The address of the line, without `/api`. */
  readonly to: string
  readonly tokenFile?: string
  readonly answers?: string
}

type Submission = SubmitOptions & {
  readonly path: string
  /** A token from the environment, for where no file is named. */
  readonly token: string | undefined
  /** How the user starts the wizard, for the hint. */
  readonly program: string
  readonly say: (line: string) => void
}

/**
 * Has a request file answered by a line, and writes each answer down as it comes. What was confirmed in an earlier
 * run is not asked again, so that it may be interrupted and repeated at will. Labels are not sent.
 */
export async function submit(submission: Submission): Promise<Outcome> {
  const line = lineOf(submission)
  if (line.kind === 'refused') return line
  const { path, program, say } = submission
  const file = readLineFile(path, { read: readRequests, what: 'request file' })
  if (file.kind === 'refused') return file
  const answersPath = submission.answers ?? answersFor(path)
  const answerFile = readOrBegin(answersPath, { read: readAnswers, what: 'answer file' })
  if (answerFile.kind === 'refused') return answerFile
  const mended = rewriteLines(answerFile, answerFile.good.map(answerLine).join(''))
  if (mended.kind === 'refused') return mended

  const answers = new Map<string, Answer>()
  for (const answer of answerFile.good) remember(answers, answer)
  const open = file.good.filter((one) => answers.get(idOf(one))?.kind !== 'confirmed')
  for (let from = 0; from < open.length; from += requestsAtOnce) {
    const some = open.slice(from, from + requestsAtOnce)
    const asked = await askAndKeep(line, some, { answers, answersPath })
    if (asked.kind === 'refused') return broken(asked, answers, answersPath)
    say(`${String(from + some.length)} of ${String(open.length)} answered`)
  }
  const written = rewriteLines(
    { ...answerFile, bad: [] },
    [...answers.values()].map(answerLine).join(''),
  )
  if (written.kind === 'refused') return written
  return submitted({
    requests: file.good,
    answers,
    answersPath,
    left: badWords(path, file.bad),
    program,
  })
}

/** So many that their number does not matter to the line, and so few that one answer soon comes whole. */
const requestsAtOnce = 500

async function askAndKeep(
  line: Line,
  requests: readonly Request[],
  { answers, answersPath }: { readonly answers: Map<string, Answer>; readonly answersPath: string },
): Promise<Asked | Refusal> {
  return askLine(line, requests, (some) => {
    for (const answer of some) remember(answers, answer)
    return addLines(answersPath, some.map(answerLine).join(''))
  })
}

/** The last answer counts, but none takes a confirmation away. */
function remember(answers: Map<string, Answer>, answer: Answer): void {
  const id = idOf(answer)
  if (answer.kind === 'confirmed' || answers.get(id)?.kind !== 'confirmed') answers.set(id, answer)
}

function idOf({ installationId }: Pick<Answer, 'installationId'>): string {
  return installationId.join('')
}

function answersFor(path: string): string {
  return `${path.replace(/\.ndjson$/, '')}.answers.ndjson`
}

function lineOf({ to, tokenFile, token }: Submission): Line | Refusal {
  const address = addressOf(to)
  if (address === undefined) {
    return refused('bad-address', [
      'The address must be that of the line, such as https://line.example; http only on this computer.',
    ])
  }
  const found = (tokenFile === undefined ? token : readToken(tokenFile))?.trim()
  if (found === undefined || !/^[\x21-\x7e]+$/.test(found)) {
    return refused('no-token', [
      'A token of the line is needed: name a file that holds nothing else with --token-file,',
      'or set ACTIVATION_LINE_TOKEN.',
    ])
  }
  return { kind: 'line', address, token: found }
}

/** Token and IDs travel in the clear over http, so that is for this computer alone. */
function addressOf(to: string): string | undefined {
  const url = URL.parse(to)
  if (url === null || url.username !== '' || url.search !== '' || url.hash !== '') return undefined
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) return undefined
  return `${url.href.replace(/\/+$/, '')}/api/v1/activations/batch`
}

function readToken(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function broken(why: Refusal, answers: ReadonlyMap<string, Answer>, file: string): Refusal {
  const text = [
    ...why.text,
    `${String(answers.size)} answers are in ${file} so far.`,
    'Give the same command again to go on from there.',
  ]
  return { ...why, json: { ...why.json, answers: file, answered: answers.size }, text }
}

function submitted(result: {
  readonly requests: readonly Request[]
  readonly answers: ReadonlyMap<string, Answer>
  readonly answersPath: string
  readonly left: readonly string[]
  readonly program: string
}): Outcome {
  const given = result.requests.flatMap((request) => result.answers.get(idOf(request)) ?? [])
  const confirmed = given.filter(({ kind }) => kind === 'confirmed').length
  const refusals: Record<string, number> = {}
  for (const answer of given) {
    if (answer.kind === 'refused') refusals[answer.reason] = (refusals[answer.reason] ?? 0) + 1
  }
  const reasons = Object.entries(refusals).map(([reason, count]) => `${reason} ${String(count)}`)
  const text = [
    `${String(confirmed)} of ${String(given.length)} computers are confirmed; the answers are in ${result.answersPath}`,
    ...(reasons.length === 0 ? [] : [`Refused: ${reasons.join(', ')}.`]),
    ...result.left,
    'Carry that file to each of them:',
    `    ${result.program} deposit ${result.answersPath}`,
  ]
  const json = { kind: 'submitted', confirmed, refused: refusals, answers: result.answersPath }
  return done(json, text)
}
