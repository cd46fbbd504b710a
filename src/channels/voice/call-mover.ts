import type { CallId } from '../../base/brand.ts'
import { createRestClient, isGone, type RestAccess } from '../../twilio/rest-client.ts'
import { textAddress } from './address.ts'

export type CallMover = {
  /** Lets a call go on in writing, whatever it is doing; says whether it was there. Throws where that fails. */
  readonly move: (callSid: CallId) => Promise<boolean>
}

/** What fails comes again with the caller's next silence. */
export function createCallMover(access: RestAccess, publicUrl: string): CallMover {
  const client = createRestClient(access)
  const target = { url: textAddress(publicUrl, { since: 0, tries: 0 }), method: 'POST' }
  return {
    move: async (callSid) => {
      try {
        await client.calls(callSid).update(target)
        return true
      } catch (error) {
        if (isGone(error)) return false
        throw error
      }
    },
  }
}
