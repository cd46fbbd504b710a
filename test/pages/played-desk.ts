/** A desk with one caller on it, played to a page: what the line would answer, by the types of its protocol. */
import type { Page, Route } from 'playwright-core'
import type { CaseNumber, Country, InstallationId, Language } from '../../src/base/brand.ts'
import type { OperatorId } from '../../src/base/operator.ts'
import { componentNames } from '../../src/identifiers/fingerprint.ts'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import { verdictOf } from '../../src/identifiers/typed-groups.ts'
import type {
  AttendingView,
  ContactView,
  DeskEvents,
} from '../../src/operators/api/protocol-board.ts'
import type { ContactCard } from '../../src/operators/api/protocol-contact.ts'
import type { ReadingView } from '../../src/operators/api/protocol-reading.ts'

export type PlayedDesk = {
  readonly groups: readonly string[]
  /** From now on the page is told of no change. */
  readonly hush: () => void
  /** In another window these boxes are typed meanwhile. */
  readonly typeElsewhere: (typed: readonly string[]) => void
  /** What the page has asked to be done, in order. */
  readonly asked: () => readonly string[]
}

export type Scene = {
  readonly card?: Partial<ContactCard>
  readonly contact?: Partial<ContactView>
  readonly attending?: readonly AttendingView[]
}

export async function play(page: Page, scene: Scene = {}): Promise<PlayedDesk> {
  const asked: string[] = []
  let contact: ContactView = { ...waiting, ...scene.contact }
  let isHushed = false
  let isConfirmed = false
  let isOver = false
  let typed: readonly string[] = groups.map((group, index) => (index < 5 ? group : ''))
  const answer = (route: Route, json: object): Promise<void> => route.fulfill({ json })
  const takesIn = (route: Route, sent: { readonly version: number }): boolean => {
    if (sent.version === contact.version) return true
    void route.fulfill({
      status: 409,
      json: { kind: 'refused', reason: 'stale', there: contact },
    })
    return false
  }
  await page.route('**/console/api/desk/events', (route) => {
    if (isHushed) return
    const board: DeskEvents['board'] = {
      revision: contact.version,
      now: Date.now(),
      contacts: isOver ? [] : [contact],
      attending: scene.attending ?? [],
      you,
    }
    // The browser asks again at once: as soon as that, the page knows what has changed.
    const body = `retry: 100\nevent: board\nid: ${contact.version}\ndata: ${JSON.stringify(board)}\n\n`
    return route.fulfill({ contentType: 'text/event-stream', body })
  })
  await page.route('**/console/api/desk/next', (route) => {
    asked.push('next')
    contact = { ...contact, version: 2, phase: 'with', operator: { id: you, name: 'Demo' } }
    return answer(route, { kind: 'done', contact })
  })
  await page.route(`**/console/api/contacts/${contact.id}`, (route) =>
    answer(route, { ...cardOf(contact, typed, isConfirmed), ...scene.card }),
  )
  await page.route(`**/console/api/contacts/${contact.id}/messages`, (route) =>
    answer(route, { messages: scene.card?.messages ?? [] }),
  )
  await page.route(`**/console/api/contacts/${contact.id}/groups`, (route) => {
    const sent = route.request().postDataJSON() as Sent
    if (!takesIn(route, sent)) return
    typed = sent.groups
    contact = { ...contact, version: contact.version + 1 }
    return answer(route, { kind: 'done', contact, reading: readingOf(typed) })
  })
  await page.route(`**/console/api/contacts/${contact.id}/activate`, (route) => {
    asked.push('activate')
    isConfirmed = true
    contact = { ...contact, version: contact.version + 1 }
    return answer(route, { kind: 'confirmed', confirmed, contact })
  })
  await page.route(`**/console/api/contacts/${contact.id}/hold`, (route) =>
    route.fulfill({ status: 503, json: { kind: 'refused', reason: 'unable' } }),
  )
  await page.route(`**/console/api/contacts/${contact.id}/return`, (route) => {
    asked.push('return')
    isOver = true
    contact = { ...contact, version: contact.version + 1 }
    return answer(route, { kind: 'done', contact })
  })
  return {
    groups,
    asked: () => asked,
    hush: () => {
      isHushed = true
    },
    typeElsewhere: (boxes) => {
      typed = boxes
      contact = { ...contact, version: contact.version + 1 }
    },
  }
}

type Sent = { readonly version: number; readonly groups: readonly string[] }

/** The group with its first digit mistaken. */
export function wrongDigit(group: string): string {
  return `${(Number(group[0]) + 1) % 10}${group.slice(1)}`
}

const you = 'you' as OperatorId

const groups = makeInstallationId({
  product: 1000,
  serial: 1,
  secret: new Uint8Array(8).fill(7),
  hardware: new Uint8Array(8).fill(9),
})

const waiting: ContactView = {
  id: 'one-who-waits',
  version: 1,
  channel: 'voice',
  caseNumber: '12345678' as CaseNumber,
  country: 'NL' as Country,
  language: 'nl' as Language,
  reason: 'entry',
  groupsRight: 5,
  since: Date.now() - 65_000,
  isFirst: false,
  phase: 'waiting',
  companions: [],
  isHere: true,
  isCallerHere: true,
  isOnHold: false,
  isText: false,
  offeredToYou: false,
  mayBeCalled: true,
  canTake: true,
}

function readingOf(digits: readonly string[]): ReadingView {
  const isWhole = digits.join() === groups.join()
  return {
    groups: digits.map((one, index) => ({ digits: one, verdict: verdictOf(one, index + 1) })),
    ...(isWhole && { genuine }),
  }
}

const genuine = {
  isRelease: false,
  installationId: groups satisfies InstallationId,
  healed: false,
  key: {
    product: 1000,
    productName: 'Example Office',
    productState: 'sold',
    serial: 1,
    keyClass: 'mak',
    used: 3,
    limit: 50,
    regions: [],
    activations: [
      {
        nth: 1,
        at: Date.UTC(2026, 4, 2),
        caseNumber: '87654321' as CaseNumber,
        isThisMachine: true,
        equal: 7,
        components: componentNames.map((name) => ({
          name,
          is: name === 'disk' ? ('changed' as const) : ('equal' as const),
        })),
      },
    ],
    mostActivations: 20,
  },
} as const

function cardOf(contact: ContactView, typed: readonly string[], isConfirmed: boolean): ContactCard {
  return {
    contact,
    keyed: groups.map((group, index) => (index < 5 ? group : '')),
    reading: readingOf(typed),
    ...(isConfirmed && { confirmed }),
    note: '',
    messages: [],
    questions: ['console.contact.ask'],
    history: [],
    overrides: [],
    mayOverride: [],
    budget: 5,
    isYours: true,
  }
}

const confirmed = {
  blocks: Array.from({ length: 8 }, (_, index) => `${index + 1}23456`.replace('223456', '234567')),
  keyClass: 'mak',
  used: 4,
  limit: 50,
  reactivation: false,
  emergency: false,
} as const
