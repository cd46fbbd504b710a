import { unreachable } from '../../base/unreachable.ts'
import type { Chance } from '../chance.ts'
import type { Clock } from '../clock.ts'
import type { Call, CallEvent, Ear, Key, Utterance } from '../events.ts'
import type { Meaning } from '../understand/meaning.ts'
import type { Understand } from '../understand/understand.ts'
import { createHand, type Hand } from './hand.ts'
import type { About, Manner } from './manner.ts'
import { blankNotes, noted, type Notes } from './notes.ts'
import { readsGroups, type Replies } from './replies.ts'
import {
  fromGroup,
  groupOf,
  isInside,
  noPlan,
  onlyGroup,
  planOf,
  slipIn,
  type Plan,
} from './plan.ts'
import { withSlips } from './slips.ts'

/** What is odd about a caller. */
export type Quirk =
  | { readonly kind: 'none' }
  /** He says and does nothing. */
  | { readonly kind: 'silent' }
  /** He keys, but no key ever reaches the line. */
  | { readonly kind: 'in-band' }
  /** He first keys something else. */
  | { readonly kind: 'other-number'; readonly keys: string }
  /**
   * Having keyed so many groups he asks for a person, and reads to that person what he is asked for. `slips`: before that
   * he begins the next one wrong so often, and stops.
   */
  | { readonly kind: 'wants-person'; readonly after: number; readonly slips?: number }
  /** His first call ends after so many groups, or when a block has been read to him. */
  | { readonly kind: 'cut-off'; readonly after: number | string }

export type PersonOptions = {
  readonly manner: Manner
  readonly quirk: Quirk
  /** The installation IDs he wants to have activated, nine groups each, one after the other. */
  readonly ids: readonly (readonly string[])[]
  /** How many slips he makes in the first entry of each ID. */
  readonly slips: number
  readonly understand: Understand
  readonly clock: Clock
  readonly chance: Chance
  /** The only language he understands; by default the one in which he is first spoken to. */
  readonly language?: string
  /** What he says to a person; by default he reads the groups whose numbers he hears. */
  readonly replies?: Replies
}

/** Somebody with a telephone, a screen and a pencil, over any number of calls. */
export type Person = {
  readonly takeUp: (call: Call) => Ear
  readonly notes: () => Notes
}

/** After so long without a word he hangs up. */
const patienceInMs = 120_000

/** A person who does what the line says in his own manner. He hears words, never whether the line listens. */
export function createPerson(options: PersonOptions): Person {
  const { manner, quirk, clock, chance, understand, ids } = options
  const ways = { manner, chance }
  let notes = blankNotes
  let calls = 0
  let turned = 0
  let isOtherKeyed = false
  let hasAsked = false
  let slipsLeft = quirk.kind === 'wants-person' ? (quirk.slips ?? 0) : 0
  let hasTalked = false
  const begun = new Set<number>()
  let { language } = options
  let hand: Hand | undefined

  const draw = ({ medianInMs, sigma }: About): number => chance.about(medianInMs, sigma)
  const id = (): readonly string[] => ids[turned] ?? []

  const whole = (): Plan => {
    if (quirk.kind === 'other-number' && !isOtherKeyed) {
      isOtherKeyed = true
      return planOf(id(), [{ group: 0, keys: quirk.keys }], ways)
    }
    const slips = begun.has(turned) ? 0 : options.slips
    begun.add(turned)
    return planOf(id(), withSlips(id(), slips, chance), ways)
  }

  const after = quirk.kind === 'wants-person' ? quirk.after : 0
  const wantsPerson = (): boolean => quirk.kind === 'wants-person' && !hasAsked

  const takeUp = (call: Call): Ear => {
    calls += 1
    const isFirst = calls === 1
    let heard: readonly Meaning[] = []
    let isInvited = false
    let isSlipping = false
    let cancelAnswer = (): void => {}
    let cancelPatience = (): void => {}

    const press = (key: Key): void => {
      if (quirk.kind !== 'in-band') call.press(key)
    }
    const wait = (): void => {
      cancelPatience()
      cancelPatience = clock.after(patienceInMs, () => call.hangUp())
    }
    hand = createHand({
      clock,
      manner,
      plan: hand?.plan() ?? noPlan(id()),
      press: ({ key, group }) => {
        if (isFirst && quirk.kind === 'cut-off' && group === Number(quirk.after) + 1) {
          call.hangUp()
          return false
        }
        if (wantsPerson() && group > after && !isSlipping) return false
        press(key)
        wait()
        return true
      },
    })
    const { plan, takeUp: keep, goOn, ...keying } = hand
    const begin = (another: Plan): void => {
      isInvited = true
      keep(another)
    }

    const respond = (): void => {
      const telling = heard
      heard = []
      const last =
        telling.find(({ kind }) => kind === 'where-you-were') ??
        telling.findLast(({ kind }) => kind !== 'remark')
      if (quirk.kind === 'silent') return
      if (last === undefined || last.kind === 'digits') {
        if (last === undefined) goOnSoon()
        else afterBlock()
        return
      }
      follow(last)
    }
    const goOnSoon = (): void => {
      if (isInvited) goOn(300)
    }
    const afterBlock = (): void => {
      if (notes.open.letter === 'case') return
      if (chance.happens(manner.repeats)) press('*')
      else if (chance.happens(manner.hashAfterBlock)) press('#')
    }

    const slipOrAsk = (): void => {
      isSlipping = slipsLeft > 0
      slipsLeft -= 1
      if (isSlipping) return begin(slipIn(plan(), after + 1, ways))
      hasAsked = true
      press('0')
    }
    const follow = (meaning: Meaning): void => {
      if (wantsPerson() && isTimeToAsk(meaning, after)) return slipOrAsk()
      switch (meaning.kind) {
        case 'all':
          begin(whole())
          return
        case 'where-you-were': {
          const was = groupOf(plan())
          const at = isInside(plan()) ? was : was + 1
          begin(was > 0 && at <= 9 ? fromGroup(plan(), at, ways) : whole())
          return
        }
        case 'group':
          followGroup(meaning)
          return
        case 'whole':
          press('#')
          return
        case 'again':
        case 'any-key':
          press('1')
          return
        case 'language':
          if (isKey(meaning.key)) press(meaning.key)
          return
        case 'gate':
          if (chance.happens(manner.hashAtGate)) press('#')
          return
        case 'activated':
          if (turned + 1 >= ids.length) clock.after(1500, () => call.hangUp())
          return
        case 'next-computer':
          nextComputer()
          return
        case 'zero-again':
          if (hasAsked && !hasTalked) press('0')
          else goOnSoon()
          return
        case 'block':
        case 'digits':
        case 'case-number':
        case 'refused':
        case 'remark':
          return
        default:
          unreachable(meaning)
      }
    }
    const followGroup = ({ group, how }: Extract<Meaning, { readonly kind: 'group' }>): void => {
      const isThere = groupOf(plan()) === group && isInside(plan())
      if (how === 'asked') begin(onlyGroup(plan(), group, ways))
      else if (how === 'go-on' && isThere && chance.happens(0.6)) goOn(0)
      else begin(fromGroup(plan(), group, ways))
    }
    const nextComputer = (): void => {
      turned += 1
      if (turned >= ids.length) {
        clock.after(1500, () => call.hangUp())
        return
      }
      begin(whole())
    }

    const listenTo = (words: Words): readonly Meaning[] => {
      const meanings = understand(words.text, words.language)
      const tongue = words.language.replace(/-.*$/, '')
      if (meanings.length > 0) language ??= tongue
      return tongue === language ? meanings : []
    }
    const onSaid = (words: Words): void => {
      cancelAnswer()
      keying.hush()
      if (manner.cutsIn === undefined || quirk.kind === 'silent' || !keying.rests()) return
      const known = listenTo(words).find(({ kind }) => kind === 'all')
      if (known === undefined) return
      cancelAnswer = clock.after(draw(manner.cutsIn), () => {
        heard = []
        follow(known)
      })
    }
    const onSpoken = (words: Words): void => {
      keying.heardOut()
      const known = listenTo(words)
      notes = known.reduce(noted, notes)
      heard = [...heard, ...known]
      const isCut = isFirst && known.some(({ kind }) => kind === 'digits') && cutsAt(notes, quirk)
      if (isCut) call.hangUp()
      cancelAnswer()
      if (keying.rests()) cancelAnswer = clock.after(draw(manner.answer), respond)
    }
    const onStopped = (): void => {
      heard = []
      keying.cutOff()
    }
    const talk = (question: string): void => {
      const reply = (options.replies ?? readsGroups)(question, id())
      if (reply !== undefined) clock.after(draw(manner.answer), () => call.speak(reply))
    }
    /** Whoever speaks with a person, or is on hold, waits as long as it takes, and keys nothing. */
    const withPerson = (state: 'waiting' | 'talking' | 'held' | 'left'): void => {
      if (state === 'left') return wait()
      hasTalked ||= state === 'talking'
      for (const cancel of [keying.stop, cancelAnswer, cancelPatience]) cancel()
    }
    const hear = (event: CallEvent): void => {
      if (event.kind === 'conference') withPerson(event.state)
      if (event.kind === 'heard') talk(event.text)
      if (event.kind === 'ended') {
        for (const cancel of [keying.stop, cancelAnswer, cancelPatience]) cancel()
      }
      if (event.kind === 'said') wait()
      const words = wordsOf(event)
      if (words === undefined) return
      if (event.kind === 'said') onSaid(words)
      if (event.kind === 'spoken') onSpoken(words)
      if (event.kind === 'stopped') onStopped()
    }
    return { hear }
  }

  return { takeUp, notes: () => notes }
}

/** What he has keyed is asked about, or he is asked to begin and does not mean to. */
function isTimeToAsk({ kind }: Meaning, after: number): boolean {
  return kind === 'group' || kind === 'again' || (kind === 'all' && after === 0)
}

type Words = Extract<Utterance, { readonly kind: 'words' }>

/** The words that an event is about; a break alone is none. */
function wordsOf(event: CallEvent): Words | undefined {
  if (!('utterance' in event) || event.utterance.kind !== 'words') return undefined
  return event.utterance.text === '' ? undefined : event.utterance
}

function cutsAt({ open, blocks }: Notes, quirk: Quirk): boolean {
  return quirk.kind === 'cut-off' && open.letter === quirk.after && quirk.after in blocks
}

function isKey(key: string): key is Key {
  return /^[0-9*#]$/.test(key)
}
