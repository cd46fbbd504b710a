import type { ActivationResult, ExtensionRequested, ExtensionResult } from '../base/activation.ts'
import { unreachable } from '../base/unreachable.ts'
import { caseNumberTwice } from './endings.ts'
import { words } from './listen.ts'
import { offer } from './offer.ts'
import { afterRefusal, refuse } from './person.ts'
import type { Prompt } from './prompt.ts'
import { openGate } from './read-back.ts'
import type { Call, State, Step, Talk } from './state.ts'

type Activating = Extract<State, { kind: 'activating' }>
type Requesting = Extract<State, { kind: 'requesting' }>

/** The core's answer: through the gate, a key that helps on, or why not. */
export function answered(
  talk: Talk,
  { entry, installationId, requested: request }: Activating,
  result: ActivationResult,
): Step {
  if (result.kind === 'confirmed') {
    const exception = result.emergency ? [words('extension.emergency')] : []
    const asked = request ? [noted(talk.call, request), ...caseNumberTwice(request)] : []
    return openGate(talk, result, [...asked, ...exception])
  }
  if (result.reason === 'network-activated') return offer(talk, entry, { kind: 'network-checks' })
  if (result.reason !== 'exhausted') return refuse(talk, entry, result)
  if (request !== undefined) {
    const say = [noted(talk.call, request)]
    return afterRefusal(talk.call, entry, {
      refused: result,
      say,
      caseNumber: request.caseNumber,
    })
  }
  switch (result.extension) {
    case 'may-be-asked':
      return offer(talk, entry, { kind: 'extension', installationId, refused: result })
    case 'asked':
      return refuse(talk, entry, result, [words('extension.already')])
    case 'none':
      return refuse(talk, entry, result)
    default:
      return unreachable(result.extension)
  }
}

/** More machines were asked for: once again, since the core may make an exception while the request waits. */
export function requested(
  talk: Talk,
  { entry, installationId }: Requesting,
  result: ExtensionResult,
): Step {
  if (result.kind === 'refused') return refuse(talk, entry, result)
  return {
    state: { kind: 'activating', call: talk.call, entry, installationId, requested: result },
    turn: { kind: 'activate', installationId },
  }
}

/** This call's own request, though it be carried out twice, or one that waited before. */
function noted(call: Call, { already, caseNumber }: ExtensionRequested): Prompt {
  const isOwn = !already || caseNumber === call.caseNumber
  return words(isOwn ? 'extension.asked' : 'extension.already')
}
