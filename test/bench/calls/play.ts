import { createSigner, type Signer } from '../../../src/identifiers/confirmation-id.ts'
import { readGroups } from '../../../src/identifiers/digit-groups.ts'
import {
  makeInstallationId,
  parseInstallationId,
} from '../../../src/identifiers/installation-id.ts'
import type { Secrets } from '../../../src/identifiers/secrets.ts'
import {
  createUnderstanding,
  readSpokenLocales,
  seededChance,
  tellStory,
  type CallerName,
  type Line,
  type Story,
} from '../../../src/phone/index.ts'
import { askedIn, type Asked } from './asked.ts'

/** A line to be called, and the keys of which its machines are. */
export type Called = {
  readonly line: Line
  /** A number at which English is spoken, and nothing else. */
  readonly to: string
  readonly secrets: Secrets
  readonly product: number
  /** Serials that were minted: the first, and how many. */
  readonly serials: { readonly first: number; readonly count: number }
}

export type Row = {
  readonly name: string
  /** Who calls, in turn. */
  readonly callers: readonly [CallerName, ...CallerName[]]
  readonly slips: number
  /** The share of calls that must end confirmed without a question. */
  readonly least: number
}

export type Played = Asked & {
  readonly seed: number
  readonly outcome: Story['outcome'] | 'wrong'
  readonly lostKeys: number
}

/** The rows of the issue: slips on top of a caller's timing, and callers without a slip of their own. */
export const rows: readonly Row[] = [
  { name: 'one slip', callers: ['fluent', 'average'], slips: 1, least: 0.99 },
  { name: 'two slips', callers: ['fluent', 'average'], slips: 2, least: 0.97 },
  { name: 'three slips', callers: ['fluent', 'average'], slips: 3, least: 0.93 },
  { name: 'fluent', callers: ['fluent'], slips: 0, least: 0.99 },
  { name: 'hash after each group', callers: ['hash'], slips: 0, least: 0.99 },
  { name: 'waits to be answered', callers: ['waiting'], slips: 0, least: 0.99 },
  { name: 'average', callers: ['average'], slips: 0, least: 0.99 },
  { name: 'mobile', callers: ['mobile'], slips: 0, least: 0.97 },
  { name: 'seventy years old', callers: ['seventy'], slips: 0, least: 0.93 },
]

/** How long the line is deaf between two documents, in ms: a median, and never. */
export const gaps = { usual: 700, none: 0 }

type Circumstances = { readonly seed: number; readonly gapInMs: number }

/** One call of a row, by a machine that the ledger does not know; the same seed, the same call. */
export async function play(called: Called, row: Row, how: Circumstances): Promise<Played> {
  const { seed } = how
  const { id, story } = await callStory(called, row, how)
  const events = story.calls.flatMap((call) => call.events)
  const isRight = story.outcome !== 'confirmed' || isAnswer(called, id, { story, seed })
  return {
    ...askedIn(events, id, english),
    seed,
    outcome: isRight ? story.outcome : 'wrong',
    lostKeys: story.lostKeys,
  }
}

/** The same call as it was told, and the ID of the machine. */
export async function callStory(
  called: Called,
  row: Row,
  { seed, gapInMs }: Circumstances,
): Promise<{ readonly id: readonly string[]; readonly story: Story }> {
  const id = machineOf(called, seed)
  const story = await tellStory({
    caller: row.callers[seed % row.callers.length] ?? row.callers[0],
    seed,
    ids: [id],
    slips: row.slips,
    understand,
    line: called.line,
    from: `+4479${String(seed % 100_000_000).padStart(8, '0')}`,
    to: called.to,
    gapInMs,
  })
  return { id, story }
}

export function isWithoutQuestion({ outcome, prompts }: Played): boolean {
  return outcome === 'confirmed' && prompts.length === 0
}

const locales = readSpokenLocales('locales')
const understand = createUnderstanding(locales)
const english = localeOf('en')

function localeOf(language: string): NonNullable<ReturnType<typeof locales.get>> {
  const locale = locales.get(language)
  if (locale === undefined) throw new Error(`no locale for ${language}`)
  return locale
}

function machineOf({ secrets, product, serials }: Called, seed: number): readonly string[] {
  const chance = seededChance(seed * 31 + 7)
  const serial = serials.first + chance.below(serials.count)
  const hardware = Uint8Array.from({ length: 8 }, () => 1 + chance.below(255))
  const secret = secrets.keySecret(product, serial)
  return makeInstallationId({ product, serial, secret, hardware })
}

const signers = new WeakMap<Secrets, Signer>()

/** All that was read must have right check digits; every tenth answer is signed once more and compared. */
function isAnswer(
  { secrets, product }: Called,
  id: readonly string[],
  { story, seed }: { readonly story: Story; readonly seed: number },
): boolean {
  const answer = story.notes.answers[0] ?? []
  if (readGroups(answer, 8).kind === 'refused') return false
  if (seed % 10 !== 0) return true
  const installation = parseInstallationId(id)
  if (installation.kind === 'refused') return false
  const signer = signers.get(secrets) ?? createSigner(secrets.signingKey(product))
  signers.set(secrets, signer)
  return signer.sign(installation.payload).join() === answer.join()
}
