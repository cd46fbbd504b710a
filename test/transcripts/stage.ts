import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createLedgerCore } from '../../src/activation/ledger-core.ts'
import type { ActivationCore } from '../../src/base/activation.ts'
import type { CaseNumber, Country, E164 } from '../../src/base/brand.ts'
import type { Keyed } from '../../src/base/keyed.ts'
import type { ServedNumber } from '../../src/calls/numbers-file.ts'
import { drawCaseNumber } from '../../src/calls/case-number.ts'
import { limitKeys } from '../../src/calls/limit-keys.ts'
import type { Caller } from '../../src/calls/limits.ts'
import { strangeKeys } from '../../src/dialogue/strange.ts'
import { survey } from '../../src/identifiers/readings/survey.ts'
import { seededChance } from '../../src/phone/chance.ts'
import type { CountryScript } from '../../src/scripts/country-script.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'
import { createWording } from '../../src/wording/create-wording.ts'
import { presses } from '../support/ids.ts'
import { freshLimits } from '../support/limits.ts'
import { openWholeLine } from '../support/whole-line.ts'
import { shownBy, type Shown } from './computers.ts'
import { callerOf, telephoneInWords } from './in-words.ts'
import { stock } from './other-keys.ts'
import { telephoneOverHttp } from './over-http.ts'
import { createActors, meetingOf } from './person.ts'
import { play, type Played, type Playing } from './play.ts'
import type { Transcript } from './transcript.ts'
import { letTry } from './tried.ts'
import { letHappen } from './what-happened.ts'

/** A line on a real ledger, ready for the computers of all transcripts. */
export type Stage = {
  readonly countryScripts: ReadonlyMap<Country, CountryScript>
  /** Plays it through the dialogue and its words. */
  readonly playInWords: (transcript: Transcript) => Promise<Played>
  /** The same through the voice channel. */
  readonly playOverHttp: (transcript: Transcript) => Promise<Played>
  readonly close: () => Promise<void>
}

export type StageOptions = {
  /** An empty one, for its databases. */
  readonly folder: string
  readonly transcripts: readonly Transcript[]
  readonly ledger: Transcript['ledger']
}

export async function openStage({ folder, transcripts, ledger }: StageOptions): Promise<Stage> {
  const clock = { at: Date.UTC(2026, 0, 15, 9) }
  const now = (): number => clock.at
  const draw = createDraw()
  const actors = createActors()
  const texts: { are: Transcript['texts'] } = { are: 'none' }
  const whole = await openWholeLine({
    folder,
    now,
    drawCaseNumber: draw,
    drawGroup: () => 8,
    served: [forOem],
    caseTexts: {
      mayBeSent: () => texts.are !== 'none',
      send: async () => texts.are === 'sent',
    },
    people: actors.people,
    persons: actors.persons,
  })
  const { keyring, secrets } = whole
  const coreAt = (at: number): ActivationCore =>
    createLedgerCore({ ledger: whole.ledger, keyring, now: () => at, drawCaseNumber: draw })
  const core = createLedgerCore({ ledger: whole.ledger, keyring, now, drawCaseNumber: draw })
  const { scripts, locales } = loadScripts({
    scriptsFolder: 'voice-scripts',
    localesFolder: 'locales',
  })

  await stock({ ledger: whole.ledger, keyring, now, by: 'test' })
  for (const computer of transcripts.flatMap(({ computers }) => computers)) {
    await letHappen(computer, { ledger: whole.ledger, secrets, now, coreAt })
  }
  if (ledger === 'broken') breakLedger(join(folder, 'ledger.db'))

  const countryScriptOf = ({ country }: Transcript): CountryScript => {
    const found = scripts.get(country as Country)
    if (found === undefined) throw new Error(`no voice script serves ${country}`)
    return found
  }
  const shown = ({ computers }: Transcript): readonly Shown[] =>
    computers.map((computer) => shownBy(computer, secrets))

  const playingOf = (transcript: Transcript): Omit<Playing, 'telephone'> => {
    const own = shown(transcript)
    const meeting = meetingOf(core, { shown: own, country: transcript.country })
    return { shown: own, meeting, locales, clock }
  }

  return {
    countryScripts: scripts,
    playInWords: async (transcript) => {
      const limits = freshLimits()
      await letTry({ transcript, shown: shown(transcript), limits, callerOf })
      const telephone = telephoneInWords({
        countryScript: countryScriptOf(transcript),
        wording: createWording(locales),
        core: limitKeys(core, limits),
        limits,
        isStaffed: transcript.people === 'there',
        texts: transcript.texts,
        licences: transcript.serves === 'oem' ? forOem.licences : [],
        now,
        drawCaseNumber: draw,
      })
      return play(transcript, { telephone, ...playingOf(transcript) })
    },
    playOverHttp: async (transcript) => {
      const { limits, hashCaller } = whole
      actors.isThere = transcript.people === 'there'
      texts.are = transcript.texts
      const hashed = ({ from }: { readonly from: string }): Caller => ({
        ...callerOf({ from }),
        caller: hashCaller(from as E164),
      })
      await letTry({ transcript, shown: shown(transcript), limits, callerOf: hashed })
      const telephone = telephoneOverHttp({
        line: whole.line,
        actors,
        to:
          transcript.serves === 'oem'
            ? forOem.number
            : (whole.numbers.get(transcript.country) ?? ''),
        countryScript: countryScriptOf(transcript),
        locales,
      })
      return play(transcript, { telephone, ...playingOf(transcript) })
    },
    close: whole.close,
  }
}

/** A number beside the demo's, for computers that were sold with a licence. */
const forOem: ServedNumber = {
  number: '+31200123457' as E164,
  kind: 'voice',
  country: 'NL' as Country,
  licences: ['oem'],
}

/** Draws only numbers that cannot be taken for the beginning of an installation ID. */
function createDraw(): () => CaseNumber {
  const chance = seededChance(1)
  return () => {
    for (;;) {
      const drawn = drawCaseNumber(() => chance.below(10_000_000))
      const keyed: Keyed = [...presses(drawn), { kind: 'mark', mark: 'timer' }]
      const way = { keyed, survey: survey(keyed), digits: drawn.length }
      if (strangeKeys(way, drawn)?.kind === 'case-number') return drawn
    }
  }
}

/** As by another program: what the ledger reads first is gone. */
function breakLedger(file: string): void {
  const database = new DatabaseSync(file)
  database.exec('pragma foreign_keys = off; drop table ledger_facts')
  database.close()
}
