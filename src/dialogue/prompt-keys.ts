/** Every prompt the dialogue and the channels can say, with the values it takes beside the script's own. */
export const promptKeys = [
  'welcome.who',
  'welcome.key-all',
  'language.offer', // key
  'patience.take-your-time',
  'patience.still-waiting',
  'patience.ten-seconds',
  'patience.last',
  'resume.go-on',
  'resume.whole',
  'resume.again', // group
  'resume.pair',
  'resume.not-found',
  'entry.next-group', // group
  'entry.go-on', // group
  'entry.once-more', // group
  'entry.unclear', // group
  'entry.and-group', // group
  'entry.missing-group', // group
  'entry.compare', // group
  'entry.compare-also', // group
  'entry.again',
  'entry.from-one',
  'entry.not-working',
  'entry.no-keys',
  'entry.silent', // group
  'entry.loudspeaker', // group
  'entry.lone-zero',
  'hold.begin',
  'hold.still',
  'hold.enough',
  'is.product-key',
  'is.confirmation-id',
  'is.other-number',
  'is.not-ours',
  'is.not-ours-again',
  'is.release-id',
  'release.offer',
  'release.done', // used, limit
  'release.refused',
  'case.found',
  'case.unknown',
  'case.finished', // group
  'case.unclear', // group
  'case.wrong', // group
  'case.closed',
  'case.again',
  'case.pen',
  'case.number',
  'case.once-more',
  'case.waits',
  'gate.ready',
  'read.keys',
  'read.slower',
  'read.faster',
  'read.hold',
  'read.hold-still',
  'read.person',
  'done.screen',
  'done.again',
  'done.next-computer',
  'done.many',
  'goodbye',
  'person.connecting',
  'person.look-at-it',
  'person.called-back',
  'person.back',
  'person.not-here',
  'person.hours',
  'wait.next',
  'wait.place', // place
  'wait.minute',
  'wait.minutes', // minutes
  'wait.call-back',
  'wait.back',
  'wait.not-called-back',
  'wait.held',
  'wait.again',
  'wait.here',
  'wait.noted',
  'wait.written',
  'call-back.offer',
  'call-back.offer-number',
  'call-back.other',
  'call-back.number',
  'call-back.wrong',
  'call-back.no-number',
  'call-back.own',
  'call-back.refused',
  'call-back.who',
  'call-back.operator',
  'text.offer',
  'text.sent',
  'text.not-sent',
  'message.answer',
  'message.case', // caseNumber
  'unable.now',
  'unable.any-more',
  'limit.moment',
  'limit.soon',
  'limit.call',
  'refused.unreadable',
  'refused.forged',
  'refused.unknown-product',
  'refused.unknown-key',
  'refused.blocked-stolen',
  'refused.blocked-leaked',
  'refused.blocked-refunded',
  'refused.blocked-returned',
  'refused.objection',
  'refused.exhausted', // limit
  'extension.offer',
  'extension.asked',
  'extension.already',
  'extension.emergency',
  'refused.network-activated',
  'network.offer',
  'network.checks',
  'refused.retired-product', // since
  'refused.retired-product-successor', // successor
  'refused.wrong-region',
  'refused.other-board',
  'refused.evidence',
  'refused.host-limit',
  'refused.not-served-here',
  'refused.too-little-hardware',
  'refused.limited',
  'refused.limited-reactivations',
  'refused.limited-new-machines',
  'refused.limited-until', // until
  'release.limited',
  'release.too-soon',
  'apology.go-on',
  'apology.begin-again',
  'apology.end',
  'apology.any-key',
  'apology.busy',
  'apology.still-busy',
] as const

export type PromptKey = (typeof promptKeys)[number]
