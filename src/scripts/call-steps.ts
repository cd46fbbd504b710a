import type { Language } from '../base/brand.ts'
import { unreachable } from '../base/unreachable.ts'
import type { Prompt } from '../dialogue/prompt.ts'
import type { PromptKey } from '../dialogue/prompt-keys.ts'
import type { Script } from '../dialogue/script.ts'
import { ownVariables } from '../wording/variables.ts'

/** What is said in one place of a call. `note` says when, or what the line hears there. */
export type Box = {
  readonly title: string
  readonly note: string
  readonly say: readonly Prompt[]
}

/** One step of a call, and what may happen beside it. */
export type CallStep = Box & { readonly beside: readonly Box[] }

/** The steps of a call in one of the script's languages, in their order, with every prompt that it can say. */
export function callSteps(script: Script, language: Language): readonly CallStep[] {
  const keys = script.keysPerListening
  return [
    ...welcome(script, language),
    {
      ...box('Installation ID', `hears up to ${keys} keys at a time, * and # among them`, [
        'patience.take-your-time',
        'patience.still-waiting',
        'patience.ten-seconds',
        'entry.next-group',
        'entry.go-on',
      ]),
      beside: [
        box('An earlier call was cut off', 'what came in then counts, if it fits', [
          'resume.go-on',
          'resume.whole',
          'resume.pair',
          'resume.not-found',
          'case.found',
          'case.unknown',
        ]),
        box('An answer is to be heard again', 'one group of its ID is enough', [
          'resume.again',
          'case.finished',
          'case.unclear',
          'case.wrong',
          'case.closed',
        ]),
        box('No key comes', 'the second time other words, the third time a person', [
          'patience.last',
          'entry.silent',
          'entry.loudspeaker',
          'entry.no-keys',
          'hold.begin',
          'hold.still',
          'hold.enough',
        ]),
        box('Something else was keyed', 'what was keyed says what it is', [
          'is.product-key',
          'is.confirmation-id',
          'is.other-number',
          'is.not-ours',
          'is.not-ours-again',
          'is.release-id',
        ]),
        box('A release ID was keyed', 'asks for one key before anything is given back', [
          'release.offer',
          'release.done',
          'release.refused',
          'release.limited',
          'release.too-soon',
        ]),
      ],
    },
    {
      ...box('Healing', 'only what the proof cannot heal is asked again', [
        'entry.once-more',
        'entry.unclear',
        'entry.and-group',
        'entry.missing-group',
        'entry.compare',
        'entry.compare-also',
        'entry.again',
        'entry.from-one',
        'entry.not-working',
      ]),
      beside: [
        box('Refused', 'what happened, and what to do', [
          'refused.unreadable',
          'refused.forged',
          'refused.unknown-product',
          'refused.unknown-key',
          'refused.blocked-stolen',
          'refused.blocked-leaked',
          'refused.blocked-refunded',
          'refused.blocked-returned',
          'refused.objection',
          'refused.exhausted',
          'extension.offer',
          'extension.asked',
          'extension.already',
          'extension.emergency',
          'refused.network-activated',
          'network.offer',
          'network.checks',
          'refused.retired-product',
          'refused.retired-product-successor',
          'refused.wrong-region',
          'refused.other-board',
          'refused.evidence',
          'refused.host-limit',
          'refused.not-served-here',
          'refused.too-little-hardware',
          'refused.limited',
          'refused.limited-reactivations',
          'refused.limited-new-machines',
          'refused.limited-until',
        ]),
      ],
    },
    { ...box('The gate', 'hears #; silence goes on by itself', ['gate.ready']), beside: [] },
    {
      title: 'Confirmation ID',
      note: 'a block a turn, from A to H; hears * # 1 2 3 5 9 0',
      say: [
        { kind: 'block', letter: 'A', digits: '0123456', pace: 'normal' },
        ...said(['read.keys', 'read.slower', 'read.faster', 'read.hold', 'read.hold-still']),
      ],
      beside: [
        box('A person is asked for', 'asked once, then done', ['entry.lone-zero', 'read.person']),
        box('A person is there', 'he waits, speaks with him, and goes on where he was', [
          'person.connecting',
          'person.look-at-it',
          'person.back',
          'person.called-back',
        ]),
        box('Nobody is there', 'hours, address, case number', [
          'person.not-here',
          'person.hours',
          'case.pen',
          'case.number',
          'case.once-more',
          'case.waits',
          'case.again',
        ]),
        box('He would have it in writing', 'by one key, where his telephone takes text messages', [
          'text.offer',
          'text.sent',
          'text.not-sent',
        ]),
        box('He would be called back', 'on his own number, or on one that he keys', [
          'call-back.offer',
          'call-back.offer-number',
          'call-back.other',
          'call-back.number',
          'call-back.wrong',
          'call-back.no-number',
          'call-back.own',
          'call-back.refused',
        ]),
      ],
    },
    {
      ...box('Done', 'an entry again: the next computer needs no new call', [
        'done.screen',
        'done.again',
        'done.next-computer',
        'done.many',
        'goodbye',
      ]),
      beside: [
        box('Entries without a proof', 'the next one is asked for more slowly', ['limit.moment']),
        box('The caller waits for a person', 'his place every half minute; a key leads on', [
          'wait.next',
          'wait.place',
          'wait.minute',
          'wait.minutes',
          'wait.call-back',
          'wait.not-called-back',
          'wait.back',
          'wait.held',
          'wait.again',
        ]),
        box('He waits in writing', 'a person writes to him, and he writes back', [
          'wait.here',
          'wait.noted',
          'wait.written',
        ]),
        box('We call', 'whoever answers is asked for a key first', [
          'call-back.who',
          'call-back.operator',
        ]),
        box('A text message', 'the answer, by an operator; or a case number', [
          'message.answer',
          'message.case',
        ]),
        box('The call has lasted too long', 'it says so some minutes before, and ends politely', [
          'limit.soon',
          'limit.call',
        ]),
        box('Something fails on our side', 'an apology and a way on', [
          'apology.go-on',
          'apology.begin-again',
          'apology.busy',
          'apology.still-busy',
          'apology.end',
          'apology.any-key',
          'unable.any-more',
        ]),
      ],
    },
  ]
}

function welcome(script: Script, language: Language): readonly CallStep[] {
  const unable = box('No activation can be finished now', 'said before any digit is taken', [
    'unable.now',
  ])
  const whole = box('Welcome', 'no language is asked', ['welcome.who', 'welcome.key-all'])
  const key = script.languages.indexOf(language) + 1
  const offer = (of: Language, at: number): Prompt => ({
    kind: 'words',
    key: 'language.offer',
    values: { key: at },
    language: of,
  })
  switch (script.choice) {
    case 'one':
      return [{ ...whole, beside: [unable] }]
    case 'main-and-other': {
      const other = script.languages[1] ?? language
      return language === other
        ? [{ ...whole, note: `after key ${key}`, beside: [unable] }]
        : [
            {
              title: 'Welcome',
              note: 'silence stays in this language; a first key 0 or 1 begins an ID',
              say: [...said(['welcome.who']), offer(other, 2), ...said(['welcome.key-all'])],
              beside: [unable],
            },
          ]
    }
    case 'equal':
      return [
        {
          title: 'Language',
          note: `one voice after another; this one is number ${key}`,
          say: [offer(language, key)],
          beside: [],
        },
        { ...whole, note: `after key ${key}`, beside: [unable] },
      ]
    default:
      return unreachable(script.choice)
  }
}

function box(title: string, note: string, keys: readonly PromptKey[]): Box {
  return { title, note, say: said(keys) }
}

function said(keys: readonly PromptKey[]): readonly Prompt[] {
  return keys.map((key) => ({
    kind: 'words',
    key,
    values: Object.fromEntries(ownVariables(key).map((name) => [name, examples[name] ?? 4])),
  }))
}

const examples: Readonly<Record<string, string | number>> = {
  group: 4,
  key: 1,
  limit: 5,
  since: Date.UTC(2026, 2, 1),
  until: Date.UTC(2027, 2, 4),
  caseNumber: '12345674',
  successor: 'Example Office 2',
}
