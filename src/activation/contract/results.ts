/** What the activation core answers: all of it to the bearer of a token, and what is everybody's business. */
import { z } from 'zod'
import { blockClasses, keyClasses, type PlainReason } from '../../base/activation.ts'
import { caseNumber, confirmationId, installationId, time } from './ids.ts'

export const keyClass = z.enum(keyClasses).meta({ id: 'KeyClass' })

export const blockClass = z.enum(blockClasses).meta({ id: 'BlockClass' })

const count = z.int().min(0)
const group = z.int().min(1).max(9)

const plainReasons = [
  'out-of-range',
  'unknown-version',
  'unknown-product',
  'unknown-key',
  'forged',
  'network-activated',
  'wrong-region',
  'other-board',
  'host-limit',
  'not-served-here',
  'too-little-hardware',
] as const satisfies readonly PlainReason[]

const kind = z.literal('refused')

export const refused = z
  .union([
    z.object({ kind, reason: z.literal('unreadable'), groups: z.array(group) }),
    z.object({ kind, reason: z.literal('check-digit'), group }),
    z.object({ kind, reason: z.literal('blocked'), blockClass }),
    z.object({
      kind,
      reason: z.literal('exhausted'),
      used: count,
      limit: count,
      extension: z.enum(['none', 'may-be-asked', 'asked']),
    }),
    z.object({
      kind,
      reason: z.literal('retired-product'),
      since: time,
      successor: z.string().exactOptional(),
    }),
    z.object({
      kind,
      reason: z.literal('limited'),
      to: z.enum(['reactivations', 'new-machines', 'releases', 'release-too-soon', 'tries']),
      until: time.exactOptional(),
    }),
    z.object({ kind, reason: z.enum(plainReasons) }),
  ])
  .meta({ id: 'Refused', description: 'Why not, with all that is known of it.' })

export const reason = z
  .enum([
    'unreadable',
    'check-digit',
    'blocked',
    'exhausted',
    'retired-product',
    'limited',
    ...plainReasons,
  ])
  .meta({ id: 'Reason' })

export const publicRefused = z
  .object({ kind, reason, group: group.exactOptional() })
  .meta({ id: 'PublicRefused', description: 'Why not; `group` where a check digit is wrong.' })

export const confirmed = z
  .object({
    kind: z.literal('confirmed'),
    installationId,
    healed: z.boolean().exactOptional(),
    confirmationId,
    keyClass,
    used: count,
    limit: count,
    reactivation: z.boolean(),
    emergency: z.boolean(),
    caseNumber,
  })
  .meta({
    id: 'Confirmed',
    description:
      'The answer for the machine. `used` and `limit`: standing activations of the key and how many it may have; ' +
      '`reactivation`: the same machine again, nothing was counted; `emergency`: beyond the limit, while a ' +
      'request for more waits; `healed`: the ID is not what was keyed.',
  })

export const publicConfirmed = z
  .object({
    kind: z.literal('confirmed'),
    confirmationId,
    keyClass,
    reactivation: z.boolean(),
    caseNumber,
  })
  .meta({ id: 'PublicConfirmed', description: 'The answer for the machine.' })

export const released = z
  .object({ kind: z.literal('released'), keyClass, used: count, limit: count, caseNumber })
  .meta({ id: 'Released', description: 'The machine gave its slot back, or held none.' })

export const publicReleased = z
  .object({ kind: z.literal('released'), keyClass, caseNumber })
  .meta({ id: 'PublicReleased', description: 'The machine gave its slot back, or held none.' })

export const extensionRequested = z
  .object({ kind: z.literal('requested'), already: z.boolean(), caseNumber })
  .meta({
    id: 'ExtensionRequested',
    description: '`already`: one waits since before, under this number.',
  })

export const readResult = z
  .union([
    z.object({ kind: z.literal('genuine'), installationId, healed: z.boolean() }),
    z.object({ kind: z.literal('release'), releaseId: installationId, healed: z.boolean() }),
    z.object({ kind: z.literal('unreadable'), groups: z.array(group) }),
  ])
  .meta({
    id: 'ReadResult',
    description:
      'The one genuine ID that may have been meant, or the groups in doubt, most doubtful first.',
  })

export const ready = z.object({ status: z.literal('ready') }).meta({ id: 'Ready' })

export const unable = z.object({ status: z.literal('unable') }).meta({ id: 'Unable' })
