import type { SpokenLocale } from '../../wording/locale.ts'

export type PromptKey = keyof SpokenLocale['prompts']

/** What a person understands of what the line says; what asks nothing of him is a `remark`. */
export type Meaning =
  /** Key the whole ID. */
  | { readonly kind: 'all' }
  /** Key it from where you were. */
  | { readonly kind: 'where-you-were' }
  /** Nothing is left to be keyed: hash goes on. */
  | { readonly kind: 'whole' }
  /** `next`: now this one. `go-on`: you stopped in it. `asked`: this one alone. */
  | { readonly kind: 'group'; readonly group: number; readonly how: 'next' | 'go-on' | 'asked' }
  /** One: again from the first group; zero: a person. */
  | { readonly kind: 'again' }
  /** To go on, any key. */
  | { readonly kind: 'any-key' }
  | { readonly kind: 'language'; readonly key: string }
  | { readonly kind: 'gate' }
  | { readonly kind: 'block'; readonly letter: string }
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'case-number' }
  | { readonly kind: 'activated' }
  | { readonly kind: 'next-computer' }
  /** Press zero once more, or go on with what you did. */
  | { readonly kind: 'zero-again' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'remark' }

/** The values that were spoken in a prompt, digits in figures. */
export type Values = Readonly<Record<string, string>>

/** What a prompt means. */
export function meaningOf(key: PromptKey, values: Values): Meaning {
  const meaning = meanings[key]
  return typeof meaning === 'function' ? meaning(values) : meaning
}

const all: Meaning = { kind: 'all' }
const remark: Meaning = { kind: 'remark' }
const refused: Meaning = { kind: 'refused' }

const group =
  (how: 'next' | 'go-on' | 'asked') =>
  (values: Values): Meaning => ({ kind: 'group', group: Number(values['group']), how })

const meanings: Readonly<Record<PromptKey, Meaning | ((values: Values) => Meaning)>> = {
  'welcome.who': remark,
  'welcome.key-all': all,
  'language.offer': (values) => ({ kind: 'language', key: values['key'] ?? '' }),
  'patience.take-your-time': remark,
  'patience.still-waiting': remark,
  'patience.ten-seconds': remark,
  'patience.last': remark,
  'resume.go-on': { kind: 'where-you-were' },
  'resume.whole': { kind: 'whole' },
  'resume.again': all,
  'resume.pair': remark,
  'resume.not-found': all,
  'entry.next-group': group('next'),
  'entry.go-on': group('go-on'),
  'entry.once-more': group('asked'),
  'entry.unclear': group('asked'),
  'entry.and-group': group('asked'),
  'entry.missing-group': group('asked'),
  'entry.compare': group('asked'),
  'entry.compare-also': group('asked'),
  'entry.again': { kind: 'again' },
  'entry.from-one': all,
  'entry.not-working': remark,
  'entry.no-keys': remark,
  'entry.silent': group('go-on'),
  'entry.loudspeaker': group('go-on'),
  'entry.lone-zero': { kind: 'zero-again' },
  'hold.begin': remark,
  'hold.still': remark,
  'hold.enough': remark,
  'is.product-key': all,
  'is.confirmation-id': remark,
  'is.other-number': all,
  'is.not-ours': all,
  'is.not-ours-again': remark,
  'is.release-id': remark,
  'release.offer': all,
  'release.done': remark,
  'release.refused': refused,
  'case.found': { kind: 'where-you-were' },
  'case.unknown': all,
  'case.finished': group('asked'),
  'case.unclear': group('asked'),
  'case.wrong': group('asked'),
  'case.closed': all,
  'case.again': remark,
  'case.pen': remark,
  'case.number': { kind: 'case-number' },
  'case.once-more': { kind: 'case-number' },
  'case.waits': remark,
  'gate.ready': { kind: 'gate' },
  'read.keys': remark,
  'read.slower': remark,
  'read.faster': remark,
  'read.hold': remark,
  'read.hold-still': remark,
  'read.person': { kind: 'zero-again' },
  'done.screen': { kind: 'activated' },
  'done.again': remark,
  'done.next-computer': { kind: 'next-computer' },
  'done.many': remark,
  goodbye: remark,
  'person.connecting': remark,
  'person.look-at-it': remark,
  'person.called-back': remark,
  'person.back': remark,
  'person.not-here': remark,
  'person.hours': remark,
  'unable.now': remark,
  'unable.any-more': remark,
  'limit.moment': remark,
  'limit.soon': remark,
  'limit.call': remark,
  'refused.unreadable': refused,
  'refused.forged': refused,
  'refused.unknown-product': refused,
  'refused.unknown-key': refused,
  'refused.blocked-stolen': refused,
  'refused.blocked-leaked': refused,
  'refused.blocked-refunded': refused,
  'refused.blocked-returned': refused,
  'refused.objection': remark,
  'refused.exhausted': refused,
  'extension.offer': remark,
  'extension.asked': remark,
  'extension.already': remark,
  'extension.emergency': remark,
  'refused.network-activated': refused,
  'network.offer': remark,
  'network.checks': remark,
  'refused.retired-product': refused,
  'refused.retired-product-successor': remark,
  'refused.wrong-region': refused,
  'refused.other-board': refused,
  'refused.evidence': remark,
  'refused.host-limit': refused,
  'refused.not-served-here': refused,
  'refused.too-little-hardware': refused,
  'refused.limited': refused,
  'refused.limited-reactivations': refused,
  'refused.limited-new-machines': refused,
  'refused.limited-until': remark,
  'release.limited': refused,
  'release.too-soon': refused,
  'wait.next': remark,
  'wait.place': remark,
  'wait.minute': remark,
  'wait.minutes': remark,
  'wait.call-back': remark,
  'wait.back': remark,
  'wait.not-called-back': remark,
  'wait.held': remark,
  'wait.again': remark,
  'wait.here': remark,
  'wait.noted': remark,
  'wait.written': remark,
  'call-back.offer': remark,
  'call-back.offer-number': remark,
  'call-back.other': remark,
  'call-back.number': remark,
  'call-back.wrong': remark,
  'call-back.no-number': remark,
  'call-back.own': remark,
  'call-back.refused': remark,
  'call-back.who': remark,
  'call-back.operator': remark,
  'text.offer': remark,
  'text.sent': remark,
  'text.not-sent': remark,
  'message.answer': remark,
  'message.case': remark,
  'apology.go-on': remark,
  'apology.begin-again': all,
  'apology.end': remark,
  'apology.any-key': { kind: 'any-key' },
  'apology.busy': remark,
  'apology.still-busy': remark,
}
