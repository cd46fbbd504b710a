import { createConferences, type Conferences } from './conference/conferences.ts'
import { createQueues, type Queues } from './queue/queues.ts'
import { createCallsInPlay, type CallsInPlay } from './rest/calls-in-play.ts'
import { createSubscribers, type Subscribers } from './subscribers.ts'
import { createTextMessages, type TextMessages } from './text-messages.ts'

/** Where the calls of one telephone meet each other, and where the provider's interface finds them. */
export type Switchboard = {
  readonly calls: CallsInPlay
  readonly queues: Queues
  readonly conferences: Conferences
  /** Who can be dialled. */
  readonly subscribers: Subscribers
  readonly messages: TextMessages
}

export function createSwitchboard(): Switchboard {
  return {
    calls: createCallsInPlay(),
    queues: createQueues(),
    conferences: createConferences(),
    subscribers: createSubscribers(),
    messages: createTextMessages(),
  }
}
