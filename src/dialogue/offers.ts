import { unreachable } from '../base/unreachable.ts'
import { hear } from './entering.ts'
import { freshEntry } from './entry.ts'
import { toTheEar, words } from './listen.ts'
import type { Keys } from './keys.ts'
import { offer } from './offer.ts'
import { afterRefusal, askedForPerson } from './person.ts'
import { listenForRun, runOf } from './run.ts'
import type { Entry, Offer, State, Step, Talk } from './state.ts'
import { refusedBefore } from './wanted.ts'

type Offering = Extract<State, { kind: 'offering' }>
type Refused = Offering & { readonly offer: Exclude<Offer, { kind: 'release' }> }

/** The keys after an offer: a one alone takes it. */
export function answerOffer(talk: Talk, state: Offering, heard: Keys): Step {
  const { keys } = heard
  const call = keys === '' ? talk.call : { ...talk.call, heardKey: true }
  const now = { ...talk, call }
  const pressed = pressedOf(heard)
  if (/^1#?$/.test(pressed)) return take(now, state)
  const { offer: made } = state
  return made.kind === 'release'
    ? declineRelease(now, state, heard)
    : decline(now, { ...state, offer: made }, pressed)
}

function take({ call }: Talk, { entry, offer: taken }: Offering): Step {
  switch (taken.kind) {
    case 'release': {
      const { releaseId } = taken
      return {
        state: { kind: 'releasing', call, entry },
        turn: { kind: 'release', releaseId },
      }
    }
    case 'extension': {
      const { installationId } = taken
      return {
        state: { kind: 'requesting', call, entry, installationId },
        turn: { kind: 'request-extension', installationId },
      }
    }
    case 'network-checks':
      return afterRefusal(call, entry, {
        refused: refusedBefore(taken),
        say: [words('network.checks')],
      })
    default:
      return unreachable(taken)
  }
}

function decline(talk: Talk, state: Refused, pressed: string): Step {
  const { entry, offer: made, isRepeated } = state
  if (pressed === '0')
    return askedForPerson(talk.call, { kind: 'offer', entry, offer: made, isRepeated })
  if (pressed !== '' && !isRepeated) return offer(talk, entry, made, true)
  return afterRefusal(talk.call, entry, { refused: refusedBefore(made) })
}

/** Fewer digits are a no, or were late; more are the beginning of an ID. */
const leastOfAnId = 4

/** The entry is open again. */
function declineRelease(talk: Talk, state: Offering, keys: Keys): Step {
  const pressed = pressedOf(keys)
  const { entry, offer: made, isRepeated } = state
  const fresh: Entry = { ...freshEntry(runOf(talk.script)), strange: entry.strange + 1 }
  const digits = pressed.replaceAll(/\D/g, '')
  const isCommand = /^(?:0|5|.*\*0)$/.test(pressed)
  if (isCommand || digits.length >= leastOfAnId) return hear(talk, fresh, keys)
  if (pressed !== '' && digits === '' && !isRepeated) return offer(talk, entry, made, true)
  const silences = pressed === '' ? 1 : 0
  return listenForRun(talk, { ...fresh, silences }, [toTheEar, words('welcome.key-all')])
}

function pressedOf({ keys }: Keys): string {
  return keys.replaceAll(/[^0-9*#]/g, '')
}
