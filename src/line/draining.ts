/** A line that is about to stop, and says so, goes on answering for a while: nobody's webhook meets a closed door. */
import type { RequestListener, ServerResponse } from 'node:http'

export type Draining = {
  /** From now on whoever asks is to ask elsewhere the next time. */
  readonly begin: () => void
  readonly hasBegun: () => boolean
  /** What serves these requests; once draining has begun, each answer is the last of its connection. */
  readonly around: (serve: RequestListener) => RequestListener
}

export function createDraining(): Draining {
  const inHand = new Set<ServerResponse>()
  let hasBegun = false
  return {
    begin: () => {
      hasBegun = true
      for (const response of inHand) response.shouldKeepAlive = false
    },
    hasBegun: () => hasBegun,
    around: (serve) => (request, response) => {
      if (hasBegun) response.shouldKeepAlive = false
      inHand.add(response)
      response.once('close', () => inHand.delete(response))
      serve(request, response)
    },
  }
}
