import { createSigner } from '../../../src/identifiers/confirmation-id.ts'
import {
  makeInstallationId,
  parseInstallationId,
} from '../../../src/identifiers/installation-id.ts'
import {
  byHand,
  courteous,
  createTextCaller,
  hasty,
  inLines,
  numbering,
  tellTextStory,
  type TextManner,
  type TextQuirk,
  type Sheet,
} from '../../../src/phone/callers/text/index.ts'
import { seededChance, virtualClock, type Ended } from '../../../src/phone/index.ts'
import { createReading } from '../../../src/phone/understand/read-printed.ts'
import { readPrintedLocales } from '../../../src/phone/understand/read-locales.ts'
import { keys, product, type WholeLine } from '../../support/whole-line.ts'
import { minimodemListener } from '../../modem/minimodem-listener.ts'
import { spandspTelephone } from '../../modem/spandsp-telephone.ts'
import type { Channel } from './channel.ts'

/** The demo's numbers at which people write, and the rate of the text telephones of their countries. */
export const textNumbers = [
  { number: '+12025550143', baud: 45 },
  { number: '+448081570143', baud: 50 },
] as const

export type TextNumber = (typeof textNumbers)[number]

export type Circumstances = {
  readonly seed: number
  readonly number: TextNumber
  /** What prints at the caller's end; spandsp does so on a clear line only. */
  readonly printer: 'minimodem' | 'spandsp'
  readonly channel?: Channel
  /** The part of the packets to the line that never come. */
  readonly loss?: number
  readonly manner?: TextManner
  readonly quirk?: TextQuirk
  /** How often he calls at most. */
  readonly calls?: number
}

export type Told = {
  readonly seed: number
  readonly calls: readonly Ended[]
  readonly sheets: readonly Sheet[]
  readonly outcome: 'confirmed' | 'wrong' | 'open'
  /** How often the line asked for something again, and how often the caller did. */
  readonly asked: { readonly byLine: number; readonly byCaller: number }
  readonly inSeconds: number
  /** All characters of the call one after the other, at the rate of the line. */
  readonly floorInSeconds: number
}

/** All type by hand, three keys in a hundred wrong. */
const manners = [byHand, courteous, inLines, hasty, numbering]

const locales = readPrintedLocales('locales')
const read = createReading(new Map([...locales].map(([name, { prompts }]) => [name, prompts])))

/** One story of a caller with a machine of its own; the same seed, the same story. */
export async function tell(
  { line, secrets }: Pick<WholeLine, 'line' | 'secrets'>,
  program: string,
  how: Circumstances,
): Promise<Told> {
  const { seed, number, printer, channel } = how
  const chance = seededChance(seed)
  const serial = keys.many.first + chance.below(keys.many.count)
  const secret = secrets.keySecret(product, serial)
  const hardware = Uint8Array.from({ length: 8 }, () => 1 + chance.below(255))
  const id = makeInstallationId({ product, serial, secret, hardware })
  const words = locales.get('en')?.words
  const caller = createTextCaller({
    manner: how.manner ?? manners[seed % manners.length] ?? byHand,
    quirk: how.quirk ?? { kind: 'none' },
    id,
    read,
    language: 'en',
    words: {
      goAhead: 'GA',
      yes: words?.yes[0] ?? '',
      next: words?.next[0] ?? '',
      first: words?.first[0] ?? '',
      again: words?.again[1] ?? '',
      end: words?.end[0] ?? '',
      person: words?.person[0] ?? '',
    },
    chance: chance.fork(),
  })
  const telephone = spandspTelephone(program, { baud: number.baud })
  const clock = virtualClock()
  const calls = await tellTextStory({
    line,
    from: `+1212${String(5_550_000 + (seed % 10_000))}`,
    to: number.number,
    clock,
    chance: chance.fork(),
    caller,
    machine: () => ({
      printer: printer === 'spandsp' ? telephone : minimodemListener(number.baud),
      keys: telephone,
    }),
    calls: how.calls ?? 1,
    network: { loss: how.loss ?? 0 },
    ...(channel && { channel }),
  })
  telephone.close()
  const [answer] = caller.notes().answers
  const parsed = parseInstallationId(id)
  if (parsed.kind === 'refused') throw new Error('an ID of ours is none')
  const right = createSigner(secrets.signingKey(product)).sign(parsed.payload).join()
  const sheets = caller.sheets()
  const characters = sheets.reduce((sum, { text }) => sum + text.length, 0)
  return {
    seed,
    calls,
    sheets,
    outcome: answer === undefined ? 'open' : answer.join() === right ? 'confirmed' : 'wrong',
    asked: {
      byLine: caller.notes().questions,
      byCaller: sheets.filter(({ who, text }) => who === 'caller' && text.startsWith('RPT')).length,
    },
    inSeconds: calls.reduce((sum, { durationInMs }) => sum + durationInMs, 0) / 1000,
    floorInSeconds: (characters * 7.5) / (number.baud === 45 ? 45.45 : 50),
  }
}
