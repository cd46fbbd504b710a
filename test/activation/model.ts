/**
 * The rules once more, as plainly as they can be written, on plain values: what the core must answer. It
 * shares no code with the core.
 */
import type { BlockClass, KeyClass } from '../../src/base/activation.ts'

export type Model = {
  now: number
  state: 'sold' | 'retired' | 'sunset'
  since: number
  readonly emergencies: boolean
  readonly keys: ModelKey[]
}

type ModelKey = {
  readonly keyClass: KeyClass
  readonly regions: readonly string[]
  limit: number
  blocked: BlockClass | undefined
  request: string | undefined
  readonly activations: ModelActivation[]
}

type ModelActivation = {
  readonly hardware: readonly number[]
  readonly at: number
  readonly emergency: boolean
  released: number | undefined
  /** Each confirmed fingerprint, when it was first, and the case of each confirmation. */
  readonly fingerprints: Map<string, number>
  readonly confirmations: { readonly hardware: string; readonly caseNumber: string }[]
}

export type Asked = {
  readonly key: number
  readonly hardware: readonly number[]
  readonly caseNumber: string
  readonly country: string | undefined
  readonly licences: readonly KeyClass[]
}

const hour = 3_600_000
const year = 365 * 24 * hour
const month = 30 * 24 * hour

/** What is answered; undefined fields are not compared. */
export type Expected = Readonly<Record<string, unknown>>

export function createModel(emergencies: boolean, now: number): Model {
  return { now, state: 'sold', since: 0, emergencies, keys: [] }
}

export function mint(model: Model, keyClass: KeyClass, limit: number, regions: string[]): void {
  model.keys.push({
    keyClass,
    regions,
    limit,
    blocked: undefined,
    request: undefined,
    activations: [],
  })
}

const standing = (key: ModelKey): ModelActivation[] =>
  key.activations.filter(({ released }) => released === undefined)

const no = (reason: string, more: object = {}): Expected => ({ kind: 'refused', reason, ...more })

export function activate(model: Model, asked: Asked): Expected {
  const key = keyOf(model, asked.key)
  const { now } = model
  const { hardware, caseNumber } = asked
  if (key.blocked !== undefined) return no('blocked', { blockClass: key.blocked })
  if (model.state === 'retired') return no('retired-product', { since: model.since })
  if (asked.licences.length > 0 && !asked.licences.includes(key.keyClass)) {
    return no('not-served-here')
  }
  if (key.keyClass === 'kms-client') return no('network-activated')
  if (asked.country !== undefined && key.regions.length > 0) {
    if (!key.regions.includes(asked.country)) return no('wrong-region')
  }
  if (hardware.filter((part) => part !== 0).length < 4) return no('too-little-hardware')

  const [first] = key.activations
  const board = first?.hardware[1]
  if (key.keyClass === 'oem' && board !== undefined && board !== 0 && hardware[1] !== 0) {
    if (board !== hardware[1]) return no('other-board')
  }
  const slot = slotOf(key, hardware)
  const isSunset = model.state === 'sunset'
  if (slot !== undefined) {
    const name = hardware.join()
    const isSameCase = slot.confirmations.some(
      (one) => one.caseNumber === caseNumber && one.hardware === name,
    )
    const cases = new Set(slot.confirmations.map((one) => one.caseNumber))
    if (!isSunset && key.keyClass === 'kms-host' && !isSameCase && cases.size >= 10) {
      return no('host-limit')
    }
    const others = [...slot.fingerprints].filter(
      ([one, at]) => one !== slot.hardware.join() && at > now - year,
    )
    if (!isSunset && !slot.fingerprints.has(name) && others.length >= 4) {
      const oldest = Math.min(...others.map(([, at]) => at))
      return no('limited', { to: 'reactivations', until: oldest + year })
    }
    if (!slot.fingerprints.has(name)) slot.fingerprints.set(name, now)
    if (!isSameCase) slot.confirmations.push({ hardware: name, caseNumber })
    return yes(key, { reactivation: true, emergency: false })
  }
  if (standing(key).length < key.limit) {
    const moves = key.activations.filter(
      ({ at }, index) => index + 1 > key.limit && at > now - year,
    )
    if (!isSunset && key.activations.length >= key.limit && moves.length >= 3) {
      const oldest = Math.min(...moves.map(({ at }) => at))
      return no('limited', { to: 'new-machines', until: oldest + year })
    }
    take(key, asked, now, false)
    return yes(key, { reactivation: false, emergency: false })
  }
  if (isSunset) return yes(key, { reactivation: false, emergency: false })
  const last = Math.max(-Infinity, ...key.activations.filter((a) => a.emergency).map((a) => a.at))
  const mayHaveOne = model.emergencies && key.keyClass === 'mak'
  if (mayHaveOne && key.request !== undefined && last <= now - month) {
    key.limit += 1
    take(key, asked, now, true)
    return yes(key, { reactivation: false, emergency: true })
  }
  if (key.keyClass === 'kms-host') return no('host-limit')
  const asked1 = key.request === undefined ? 'may-be-asked' : 'asked'
  return no('exhausted', {
    used: standing(key).length,
    limit: key.limit,
    extension: key.keyClass === 'mak' ? asked1 : 'none',
  })
}

export function release(model: Model, asked: Pick<Asked, 'key' | 'hardware'>): Expected {
  const key = keyOf(model, asked.key)
  if (key.blocked !== undefined) return no('blocked')
  const slot = slotOf(key, asked.hardware)
  if (slot !== undefined) {
    const free = slot.at + 24 * hour
    if (model.now < free) return no('limited', { to: 'release-too-soon', until: free })
    const ofYear = key.activations.flatMap(({ released }) =>
      released !== undefined && released > model.now - year ? [released] : [],
    )
    if (ofYear.length >= 3) {
      return no('limited', { to: 'releases', until: Math.min(...ofYear) + year })
    }
    slot.released = model.now
  }
  return { kind: 'released', used: standing(key).length, limit: key.limit }
}

export function requestExtension(model: Model, asked: Pick<Asked, 'key' | 'caseNumber'>): Expected {
  const key = keyOf(model, asked.key)
  if (key.blocked !== undefined) return no('blocked')
  if (key.keyClass !== 'mak') return no('exhausted', { extension: 'none' })
  const already = key.request !== undefined
  key.request ??= asked.caseNumber
  return { kind: 'requested', already, caseNumber: key.request }
}

export function keyOf(model: Model, index: number): ModelKey {
  const key = model.keys[index]
  if (key === undefined) throw new Error('no such key')
  return key
}

export function standingOf(model: Model): readonly { used: number; limit: number }[] {
  return model.keys.map((key) => ({ used: standing(key).length, limit: key.limit }))
}

function yes(key: ModelKey, more: object): Expected {
  const { keyClass, limit } = key
  return { kind: 'confirmed', keyClass, used: standing(key).length, limit, ...more }
}

function take(
  key: ModelKey,
  { hardware, caseNumber }: Asked,
  at: number,
  emergency: boolean,
): void {
  const name = hardware.join()
  key.activations.push({
    hardware,
    at,
    emergency,
    released: undefined,
    fingerprints: new Map([[name, at]]),
    confirmations: [{ hardware: name, caseNumber }],
  })
}

function slotOf(key: ModelKey, hardware: readonly number[]): ModelActivation | undefined {
  const all = standing(key)
  const name = hardware.join()
  const isLike = (one: ModelActivation): boolean =>
    (key.keyClass === 'oem' && hardware[1] !== 0 && one.hardware[1] === hardware[1]) ||
    isSame(one.hardware, hardware)
  return all.find((one) => one.hardware.join() === name) ?? all.find(isLike)
}

/** As the format's page says it: five eighths equal, and disk or network; or, where neither says, all. */
function isSame(one: readonly number[], other: readonly number[]): boolean {
  let [present, equal, telling, told] = [0, 0, 0, 0]
  for (let part = 0; part < 8; part += 1) {
    if (one[part] === 0 && other[part] === 0) continue
    present += 1
    if (one[part] === other[part]) equal += 1
    if ((part === 4 || part === 6) && one[part] !== 0 && other[part] !== 0) {
      telling += 1
      if (one[part] === other[part]) told += 1
    }
  }
  return telling === 0 ? equal === present : equal * 8 >= 5 * present && told > 0
}
