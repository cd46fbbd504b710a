import type { Chance } from '../../src/phone/index.ts'
import { blankNotes, noted, type Notes } from '../../src/phone/callers/notes.ts'
import { parseTwiml } from '../../src/phone/twiml/document.ts'
import type { Gather, Say } from '../../src/phone/twiml/verbs.ts'
import type { Meaning } from '../../src/phone/understand/meaning.ts'
import type { Understand } from '../../src/phone/understand/understand.ts'
import type { Answer, Params, Post } from './posting.ts'

/** Who calls, which number, and what he has to key: the nine groups of an ID, or nothing sensible. */
export type Caller = {
  readonly callSid: string
  readonly from: string
  readonly to: string
  /** The number is one of the line's. */
  readonly isServed: boolean
  readonly groups: readonly string[]
  /** What he keys at first. */
  readonly keys: string
}

export type CallDeps = {
  readonly post: Post
  readonly chance: Chance
  readonly understand: Understand
  /** Lets time pass on the line's clock. */
  readonly wait: (ms: number) => void
  /** Counts one of the things that happened. */
  readonly count: (what: string) => void
}

export type Over = {
  /** What was wrong, one sentence each; nothing when all is well. */
  readonly wrong: readonly string[]
  /** The answers read to him, each as far as he heard it: blocks from A on. */
  readonly answers: readonly (readonly string[])[]
  readonly turns: number
}

/** No call takes more turns than this. */
const mostTurns = 400

/** Webhooks of calls that are over, for later calls to send once more. */
type Late = { readonly path: string; readonly params: Params }

/**
 * Plays one call to its end: sensible keys and senseless ones, webhooks that come twice, at once, late,
 * out of order or wrongly signed, and now and then the end of the call in the midst of it. After a drawn
 * number of turns the caller is silent, and the line must end the call by itself.
 */
export function createRandomCalls(): (caller: Caller, deps: CallDeps) => Promise<Over> {
  const late: Late[] = []

  return async (caller, deps) => {
    const { post, chance, wait, count } = deps
    const wrong: string[] = []
    let notes = blankNotes
    const standing = standingOf(caller)
    // After so many turns he is silent, and does not hang up: the end is the line's to find.
    const patience = chance.below(16)
    let keys = caller.keys
    let shown = ''
    let turn = 0
    let hasHungUp = false

    const check = (is: boolean, sentence: string): void => {
      if (!is && wrong.length < 20) wrong.push(`turn ${turn}: ${sentence}`)
    }
    const ask = async (path: string, params: Params): Promise<string> => {
      wait(chance.happens(0.002) ? chance.below(20 * 60_000) : chance.below(3_000))
      const answer = await post(path, params)
      check(answer.status === 200, `${path.replace(/\?.*/, '')} answered ${answer.status}`)
      return answer.body
    }
    const isSameAs = (before: string, again: string, what: string): void => {
      count(what)
      check(before === again, `${what}: other bytes than before`)
    }
    const turnPath = (number: number | string): string => `/twilio/voice/turn?turn=${number}`
    const hangUp = async (status: string): Promise<Answer> =>
      post('/twilio/voice/status', { ...standing, CallStatus: status })

    /** Takes one turn, in one of the ways in which webhooks come in. */
    const take = async (params: Params): Promise<string> => {
      const path = turnPath(turn)
      const way = chance.next()
      if (way < 0.05) {
        const others = chance.happens(0.5) ? params : { ...params, Digits: randomKeys(chance, 9) }
        const [one, other] = await Promise.all([ask(path, params), ask(path, others)])
        isSameAs(one, other, 'twice at once')
        return one
      }
      if (way < 0.06 && turn <= patience) {
        hasHungUp = true
        const [body, ended] = await Promise.all([ask(path, params), hangUp('completed')])
        check(ended.status === 204, 'the end of the call was not taken')
        count('hung up during a turn')
        return body
      }
      const body = await ask(path, params)
      if (way < 0.14) isSameAs(body, await ask(path, params), 'repeated')
      if (way > 0.14 && way < 0.18) {
        isSameAs(body, await ask(path, { ...params, Digits: randomKeys(chance, 63) }), 'late keys')
      }
      if (body !== shown) late.push({ path, params })
      if (late.length > 500) late.shift()
      return body
    }
    /** What changes nothing, between two turns. */
    const disturb = async (): Promise<void> => {
      const way = chance.next()
      const params = { ...standing, Digits: randomKeys(chance, 63) }
      if (way < 0.03) {
        const old = chance.pick([turn - 1, turn - 2, 0, -1, 999_999, turn + 1, 'x', '', '1e3'])
        const path = turnPath(old)
        isSameAs(shown, await ask(path, params), 'another turn')
      } else if (way < 0.04) {
        isSameAs(shown, await ask('/twilio/voice', standing), 'rings again')
      } else if (way < 0.05) {
        const signature = chance.pick(['', 'bm9uc2Vuc2U=', 'x'.repeat(500)])
        const { status } = await post(turnPath(turn), params, { signature })
        count('wrongly signed')
        check(status === 403, `a wrong signature was answered ${status}`)
      } else if (way < 0.06) {
        const { status } = await hangUp(chance.pick(['in-progress', 'ringing', '', 'Completed?']))
        count('no end')
        check(status === 204, `a status was answered ${status}`)
      } else if (way < 0.07) {
        const one = late[chance.below(late.length)]
        if (one === undefined || one.params['CallSid'] === caller.callSid) return
        const { status } = await post(one.path, one.params)
        count('of an earlier call')
        check(status === 200, `an earlier call was answered ${status}`)
      }
    }
    /** What he keys, says, or leaves, after what he heard. */
    const respond = (gather: Gather, meanings: readonly Meaning[]): Params => {
      const asked = meanings.findLast((one) => one.kind === 'group')
      const isFinished = keys === '' && caller.groups.length > 0
      if (isFinished && asked !== undefined) {
        keys = caller.groups
          .slice(asked.group - 1, asked.how === 'asked' ? asked.group : 9)
          .join('')
      }
      if (isFinished && meanings.some(({ kind }) => kind === 'all')) keys = caller.groups.join('')
      const isKeying = keys !== '' && chance.happens(0.97)
      if (!isKeying) return atRandom(gather, chance)
      const most = gather.numDigits ?? 20
      const taken = keys.slice(0, chance.happens(0.15) ? 1 + chance.below(most) : most)
      keys = keys.slice(taken.length)
      return { Digits: taken, msg: 'Gather End' }
    }

    const isMissed = chance.happens(0.01)
    shown = isMissed
      ? await ask(turnPath(1), { ...standing, Digits: '1' })
      : await ask('/twilio/voice', standing)
    for (; turn < mostTurns;) {
      const heard = hear(shown, deps.understand)
      if (typeof heard === 'string') {
        check(false, heard)
        break
      }
      notes = heard.meanings.reduce(noted, notes)
      if (heard.gather === undefined) break
      turn = heard.turn
      await disturb()
      const params = turn > patience ? { Digits: '' } : respond(heard.gather, heard.meanings)
      if (turn < patience && chance.happens(0.012)) hasHungUp = true
      if (hasHungUp) break
      shown = await take({ ...standing, ...params })
      if (hasHungUp) break
    }
    check(turn < mostTurns, 'the call has no end')
    const { status } = await hangUp('completed')
    check(status === 204, `the end of the call was answered ${status}`)
    const after = await ask(turnPath(turn), { ...standing, Digits: '1' })
    const isSilent = after.endsWith('<Response><Hangup/></Response>')
    check(isSilent || !caller.isServed, 'something is said after the end')
    count(hasHungUp ? 'calls hung up' : 'calls that the line ended')
    return { wrong, answers: answersIn(notes), turns: turn }
  }
}

/** Digits for the most part, few or many, and all else that a keypad has. */
export function randomKeys(chance: Chance, most: number): string {
  if (chance.happens(0.3)) return ''
  const length = chance.happens(0.6) ? 1 : 1 + chance.below(most)
  return Array.from({ length }, () =>
    chance.happens(0.1) ? '*#ABCD'.charAt(chance.below(6)) : String(chance.below(10)),
  ).join('')
}

function standingOf({ callSid, from, to }: Caller): Params {
  return {
    AccountSid: `AC${'0'.repeat(32)}`,
    ApiVersion: '2010-04-01',
    CallSid: callSid,
    CallStatus: 'in-progress',
    Direction: 'inbound',
    From: from,
    Caller: from,
    To: to,
    Called: to,
  }
}

function atRandom(gather: Gather, chance: Chance): Params {
  // Long runs of chance are rare: each is laid out against an ID in many ways, which takes its time.
  const most = Math.min(gather.numDigits ?? 20, chance.happens(0.1) ? 63 : 9)
  const way = chance.next()
  if (way < 0.85) return { Digits: randomKeys(chance, most), msg: 'Gather End' }
  if (way < 0.88) return {}
  if (way < 0.91) return { Digits: '*0' }
  if (way < 0.95) return { SpeechResult: chance.pick(speeches), Confidence: '0.5' }
  return chance.pick(oddities)
}

const speeches: readonly [string, ...string[]] = [
  'hello? is there anybody',
  '\u0000\u0007\u001b[31m\u0085\u200e\u202e\uffff',
  'null undefined NaN [object Object] <Say>x</Say>',
  '👩‍👩‍👧 \ud83d zwölf hundert'.repeat(50),
]

const oddities: readonly [Params, ...Params[]] = [
  { Digits: '7'.repeat(5_000) },
  { Digits: 'drei 3 \u0000 4 <Gather/>' },
  { Digits: '١٢٣', 'Digits[]': '1', 'a[b][c]': 'd' },
  { constructor: 'y', hasOwnProperty: 'z', toString: '' },
  { CallStatus: 'completed', Digits: '#' },
  { From: '', To: '+31000', Digits: '1' },
  Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`Odd${at}`, 'x'.repeat(100)])),
]

type Heard = {
  readonly meanings: readonly Meaning[]
  /** None: the document ends the call. */
  readonly gather: Gather | undefined
  readonly turn: number
}

/** A document as Twilio would take it, or what is wrong with it. */
function hear(document: string, understand: Understand): Heard | string {
  try {
    const verbs = parseTwiml(document)
    const gather = verbs.find((verb) => verb.kind === 'gather')
    const says = [...verbs, ...(gather?.nested ?? [])].filter(
      (verb): verb is Say => verb.kind === 'say',
    )
    return {
      meanings: says.flatMap(({ text, language }) => understand(text, language)),
      gather,
      turn: Number(/[?&]turn=(\d+)/.exec(gather?.action ?? '')?.[1]),
    }
  } catch (error) {
    return `no document that Twilio would take: ${String(error)}`
  }
}

/** The whole answers, and what he heard of another from block A on. */
function answersIn({ answers, blocks }: Notes): readonly (readonly string[])[] {
  const letters = Array.from('ABCDEFGH')
  const end = letters.findIndex((letter) => !(letter in blocks))
  const begun = letters.slice(0, end < 0 ? letters.length : end).map((one) => blocks[one] ?? '')
  return begun.length > 0 ? [...answers, begun] : answers
}
