import type { Refusal } from '../../../operators/api/protocol.ts'
import type { SoftphoneAccess } from '../../../operators/api/protocol-board.ts'
import { unreachable } from '../../../base/unreachable.ts'
import { isRefused } from '../api.ts'
import type { Carrier, CarrierEvent } from './carrier.ts'
import { dueIn, follow, noCall, type Due, type Happening, type Standing } from './standing.ts'
import type { Wanted } from './wanted.ts'

/** The telephone of this page. It tells its listeners when it changed. */
export type Softphone = {
  readonly standing: () => Standing
  readonly subscribe: (listener: () => void) => () => void
  /** Asks by what the operator may speak. */
  readonly open: () => void
  readonly close: () => void
  /** With whom he is to speak, by the desk: that call is then made by itself. */
  readonly want: (wanted: Wanted | undefined) => void
  /** Makes the wanted call now, whatever became of the last one. */
  readonly join: () => void
  /** Goes out of the call, and stays out. */
  readonly leave: () => void
  readonly mute: (isOn: boolean) => void
  /** In writing, where sound cannot be carried. */
  readonly say: (text: string) => void
}

export type SoftphoneParts = {
  readonly askForAccess: () => Promise<SoftphoneAccess | Refusal>
  readonly openCarrier: (access: SoftphoneAccess) => Promise<Carrier>
  readonly after: (ms: number, run: () => void) => () => void
  /** Whether this contact's call was muted before the page was loaded anew; and that it is so now. */
  readonly mutes: {
    readonly was: (contact: string) => boolean
    readonly keep: (contact: string, isOn: boolean) => void
  }
}

export function createSoftphone(parts: SoftphoneParts): Softphone {
  const { askForAccess, openCarrier, after, mutes } = parts
  const listeners = new Set<() => void>()
  let standing = noCall
  let due: Due = { kind: 'nothing' }
  let putOff = (): void => undefined
  let carrier: { readonly kind: SoftphoneAccess['kind']; readonly it: Carrier } | undefined
  /** What an earlier attempt brings about counts no more. */
  let attempt = 0

  const happen = (event: Happening): void => {
    const before = standing
    standing = follow(before, event)
    if (standing === before) return
    for (const listener of listeners) listener()
    settle()
  }

  const settle = (): void => {
    const next = dueIn(standing)
    if (isSame(next, due)) return
    putOff()
    putOff = () => undefined
    due = next
    switch (next.kind) {
      case 'nothing':
        return
      case 'hang-up':
        return hangUp()
      case 'dial': {
        const { contact } = next
        putOff = after(next.inMs, () => void dial(contact))
        return
      }
      default:
        return unreachable(next)
    }
  }

  const hangUp = (): void => {
    attempt += 1
    carrier?.it.hangUp()
    happen({ kind: 'hung-up' })
  }

  const carrierBy = async (access: SoftphoneAccess): Promise<Carrier> => {
    if (carrier?.kind !== access.kind) {
      carrier?.it.hangUp()
      carrier = { kind: access.kind, it: await openCarrier(access) }
    }
    return carrier.it
  }

  const dial = async (contact: string): Promise<void> => {
    attempt += 1
    const mine = attempt
    const tell = (event: CarrierEvent): void => {
      if (mine !== attempt) return
      happen(event)
      if (event.kind === 'expires') void renew(mine)
      if (event.kind === 'connected') after(lastsInMs, () => tellLasting(mine))
    }
    happen({ kind: 'dialled', contact })
    after(dialsForMs, () => giveUp(mine))
    const access = await askForAccess()
    if (mine !== attempt) return
    if (isRefused(access)) return tell({ kind: 'ended', why: 'failed' })
    happen({ kind: 'access', access: access.kind })
    try {
      const opened = await carrierBy(access)
      const { isMuted } = standing
      if (mine === attempt) opened.dial({ contact, token: tokenOf(access), isMuted, tell })
    } catch {
      // What carries the voice could not be loaded.
      tell({ kind: 'ended', why: 'failed' })
    }
  }

  /** Networks may be gone without a word. */
  const giveUp = (mine: number): void => {
    if (mine !== attempt || standing.call !== 'calling' || standing.access === 'none') return
    attempt += 1
    carrier?.it.hangUp()
    happen({ kind: 'ended', why: 'failed' })
  }

  const tellLasting = (mine: number): void => {
    if (mine === attempt && standing.call === 'talking') happen({ kind: 'lasts' })
  }

  /** The call goes on with the access that it has, where none comes. */
  const renew = async (mine: number): Promise<void> => {
    const access = await askForAccess()
    if (mine !== attempt) return
    if (!isRefused(access)) carrier?.it.renew?.(tokenOf(access))
    else after(renewsAgainInMs, () => void renew(mine))
  }

  const open = async (): Promise<void> => {
    const access = await askForAccess()
    if (!isRefused(access)) happen({ kind: 'access', access: access.kind })
    else if (never.has(access.reason)) happen({ kind: 'access', access: 'refused' })
    else putOff = after(asksAgainInMs, () => void open())
  }

  const mute = (isOn: boolean): void => {
    carrier?.it.mute(isOn)
    happen({ kind: 'muted', isOn })
    const { wanted } = standing
    if (wanted !== undefined) mutes.keep(wanted.id, isOn)
  }

  return {
    standing: () => standing,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    open: () => void open(),
    close: () => {
      putOff()
      attempt += 1
      carrier?.it.hangUp()
    },
    want: (wanted) => {
      const isAnother = wanted?.id !== standing.wanted?.id
      happen({ kind: 'wanted', wanted })
      if (isAnother && wanted !== undefined && mutes.was(wanted.id)) mute(true)
    },
    join: () => {
      happen({ kind: 'joined' })
      // His own telephone is rung only when he asks for it.
      if (standing.access === 'none' && standing.wanted) void dial(standing.wanted.id)
    },
    leave: () => happen({ kind: 'left' }),
    mute,
    say: (text) => {
      carrier?.it.say?.(text)
      happen({ kind: 'spoke', text })
    },
  }
}

const asksAgainInMs = 2_000
const lastsInMs = 5_000
/** Whoever is asked for his microphone by the browser takes a while. */
const dialsForMs = 30_000
const renewsAgainInMs = 5_000

/** Refusals that will not change while the page is open. */
const never: ReadonlySet<string> = new Set(['not-found', 'role'])

function tokenOf(access: SoftphoneAccess): string {
  return access.kind === 'none' ? '' : access.token
}

function isSame(one: Due, other: Due): boolean {
  return (
    one.kind === other.kind &&
    (one.kind !== 'dial' ||
      (other.kind === 'dial' && one.contact === other.contact && one.inMs === other.inMs))
  )
}
