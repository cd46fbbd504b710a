import { makeInstallationId } from '../../../src/identifiers/installation-id.ts'
import { createSecrets } from '../../../src/identifiers/secrets.ts'
import { signatureOf } from '../../../src/phone/signature.ts'
import { standingParams } from '../../../src/phone/standing.ts'
import { keys, masterKey, product } from '../../support/whole-line.ts'

/** One request, signed. */
export type Webhook = {
  readonly method: 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The webhooks of one call, in their order. */
export type CallOfWebhooks = {
  readonly ring: readonly Webhook[]
  /** Groups one to eight of a caller who waits after each; none for one who keys all in a run. */
  readonly groups: readonly Webhook[]
  /** The last digits: the ID is read, activated and signed. */
  readonly last: readonly Webhook[]
  /** The gate, the blocks, the silence after them, and the end. */
  readonly readBack: readonly Webhook[]
}

export const publicUrl = 'https://line.example'
export const token = 'token-of-the-benchmark'
export const accountSid = `AC${'0'.repeat(32)}`
export const called = '+448081570142'

/**
 * The nth call, of a machine and a caller that no other call has. Of four calls, three key the ID in one
 * run and one group by group.
 */
export function webhooksOf(nth: number): CallOfWebhooks {
  const groups = installationId(nth)
  const isWaiting = nth % 4 === 3
  const { ring, keyed, end } = standingOf(nth)
  return {
    ring: [ring()],
    groups: isWaiting ? groups.slice(0, -1).map(keyed) : [],
    last: [keyed(isWaiting ? (groups.at(-1) ?? '') : groups.join(''))],
    readBack: [keyed(''), ...Array.from({ length: 8 }, () => keyed('#')), keyed(''), end()],
  }
}

/** A call that comes in, brings two groups and is hung up; all bring the same ones. */
export function shortCallOf(nth: number): {
  readonly begun: readonly Webhook[]
  readonly end: readonly Webhook[]
} {
  const { ring, keyed, end } = standingOf(nth)
  return { begun: [ring(), ...twoGroups.map(keyed)], end: [end()] }
}

function standingOf(nth: number): {
  readonly ring: () => Webhook
  readonly keyed: (digits: string) => Webhook
  readonly end: () => Webhook
} {
  const standing = {
    accountSid,
    callSid: `CA${nth.toString(16).padStart(32, '0')}`,
    from: `+4479${String(nth).padStart(8, '0')}`,
    to: called,
  }
  let turn = 0
  return {
    ring: () => webhook('/twilio/voice', standingParams({ ...standing, status: 'ringing' })),
    keyed: (digits) => {
      turn += 1
      const talking = standingParams({ ...standing, status: 'in-progress' })
      const own = { Digits: digits, msg: 'Gather End' }
      return webhook(`/twilio/voice/turn?turn=${turn}`, { ...talking, ...own })
    },
    end: () => {
      const ended = standingParams({ ...standing, status: 'completed' })
      const own = { CallDuration: '180', SequenceNumber: '0' }
      return webhook('/twilio/voice/status', { ...ended, ...own })
    },
  }
}

const secrets = createSecrets(masterKey)

const twoGroups = installationId(0).slice(0, 2)

function installationId(nth: number): readonly string[] {
  const serial = keys.many.first + (nth % keys.many.count)
  const hardware = new Uint8Array(8)
  new DataView(hardware.buffer).setBigUint64(
    0,
    0x0101010101010101n * 17n + BigInt(nth) * 0x9e3779b1n,
  )
  return makeInstallationId({
    product,
    serial,
    secret: secrets.keySecret(product, serial),
    hardware: hardware.map((byte) => byte || 1),
  })
}

function webhook(path: string, params: Readonly<Record<string, string>>): Webhook {
  return {
    method: 'POST',
    path,
    headers: {
      host: 'line.example',
      'user-agent': 'TwilioProxy/1.1',
      accept: '*/*',
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signatureOf(token, publicUrl + path, params),
    },
    body: new URLSearchParams(params).toString(),
  }
}
