import type { CallId } from '../../base/brand.ts'
import { Fault, type FaultCode } from '../../base/faults.ts'
import { unreachable } from '../../base/unreachable.ts'
import { operatorLabelled } from '../../twilio/operator-identity.ts'
import { describeFailure, isGone, type RestClient } from '../../twilio/rest-client.ts'
import { findConference } from './find-conference.ts'
import type { Destination, Talk, Telephony } from './telephony.ts'

/** Where Twilio asks what is to be done with a call; the voice channel serves them. */
export type CallAddresses = {
  readonly conference: string
  readonly back: (turn: number) => string
  readonly again: (turn: number) => string
  readonly held: string
  readonly calledBack: (contact: string) => string
  readonly telephone: (contact: string, operator: string) => string
  /** Told of the end of a call. */
  readonly status: string
}

export type TwilioTelephonyDeps = {
  readonly client: RestClient
  readonly addresses: CallAddresses
  readonly access: Telephony['access']
  /** Between two look-ups of a conference by its name. */
  readonly pause: (ms: number) => Promise<void>
}

/** Twilio's REST API, each request once. */
export function createTwilioTelephony(deps: TwilioTelephonyDeps): Telephony {
  const { client, addresses, access, pause } = deps

  const addressOf = (to: Destination, { turn }: Talk): string => {
    switch (to) {
      case 'conference':
        return addresses.conference
      case 'back':
        return addresses.back(turn)
      case 'again':
        return addresses.again(turn)
      default:
        return unreachable(to)
    }
  }

  /** Nothing where there is no conference. */
  const within = async (talk: Talk, work: (sid: string) => Promise<unknown>): Promise<void> => {
    await asking('conference-unusable', async () => {
      const sid = talk.conference ?? (await findConference(client, talk.id, pause))
      if (sid !== undefined) await work(sid)
    })
  }

  const call = async (to: string, { called }: Talk, url: string): Promise<CallId> => {
    const made = await asking('call-not-made', () =>
      client.calls.create({
        to,
        from: called,
        url,
        method: 'POST',
        statusCallback: addresses.status,
        statusCallbackMethod: 'POST',
        timeout: ringsForSeconds,
      }),
    )
    if (made === undefined) throw new Fault('call-not-made')
    return made.sid as CallId
  }

  return {
    move: async (callId, to, talk) => {
      const url = addressOf(to, talk)
      const moved = await asking('call-not-moved', () =>
        client.calls(callId).update({ url, method: 'POST' }),
      )
      return moved !== undefined
    },
    hold: (talk, isOn) =>
      within(talk, (sid) =>
        client
          .conferences(sid)
          .participants(talk.callId)
          .update(
            isOn ? { hold: true, holdUrl: addresses.held, holdMethod: 'POST' } : { hold: false },
          ),
      ),
    callIn: async (talk, { operator, telephone }) => {
      await call(telephone, talk, addresses.telephone(talk.id, operator))
    },
    letGo: (talk, operator) =>
      within(talk, async (sid) => {
        const { participants } = client.conferences(sid)
        const all = await participants.list()
        const his = all.filter(({ label }) => operatorLabelled(label ?? '') === operator)
        await Promise.all(his.map(({ callSid }) => participants(callSid).remove()))
      }),
    callBack: (talk, to) => call(to, talk, addresses.calledBack(talk.id)),
    text: async ({ from, to, body }) => {
      const validityPeriod = goodForSeconds
      const sent = await asking('text-not-sent', () =>
        client.messages.create({ from, to, body, validityPeriod }),
      )
      if (sent === undefined) throw new Fault('text-not-sent')
    },
    access,
  }
}

/** An answer that comes hours later surprises more than it helps. */
const goodForSeconds = 60 * 60

/** Somebody who is called back, or calls others back, lets it ring no longer. */
const ringsForSeconds = 30

/** Nothing where what it is asked of is gone. Twilio's own words of a failure are left out: they name numbers. */
async function asking<T>(code: FaultCode, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (isGone(error)) return undefined
    throw new Fault(code, describeFailure(error))
  }
}
