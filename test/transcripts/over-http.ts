import { signatureOf, signedUrl } from '../../src/phone/signature.ts'
import type { Line } from '../../src/phone/index.ts'
import { parseTwiml } from '../../src/phone/twiml/document.ts'
import type { Gather, Verb } from '../../src/phone/twiml/verbs.ts'
import type { CountryScript } from '../../src/scripts/country-script.ts'
import type { SpokenLocale } from '../../src/wording/locale.ts'
import type { Actors } from './person.ts'
import { spokenIn } from './spoken-in.ts'
import type { Heard, Keyed, Telephone } from './telephone.ts'

export type HttpOptions = {
  readonly line: Line
  readonly actors: Actors
  /** The number that is called. */
  readonly to: string
  readonly countryScript: CountryScript
  readonly locales: ReadonlyMap<string, SpokenLocale>
}

/** The voice channel as its provider uses it: signed webhooks over real HTTP, and documents that are read. */
export function telephoneOverHttp(options: HttpOptions): Telephone {
  const { line, to } = options
  let call: Readonly<Record<string, string>> = {}
  let gather: Gather | undefined
  let redirect = ''
  let afterWaiting = ''
  let calls = 0

  const post = async (
    url: string,
    own: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: string }> => {
    const params = { ...call, ...own }
    const address = signedUrl(url)
    const response = await fetch(address.replace(line.url, line.via ?? line.url), {
      method: 'POST',
      redirect: 'error',
      headers: { 'x-twilio-signature': signatureOf(line.token, address, params) },
      body: new URLSearchParams(params),
    })
    return { status: response.status, body: await response.text() }
  }

  const ask = async (url: string, own: Readonly<Record<string, string>>): Promise<Heard> => {
    const { status, body } = await post(url, own)
    if (status !== 200) throw new Error(`the line answered ${status}`)
    const verbs = parseTwiml(body)
    gather = verbs.find((verb) => verb.kind === 'gather')
    redirect = verbs.find((verb) => verb.kind === 'redirect')?.url ?? ''
    const spoken = spokenIn(verbs.flatMap(spokenVerbs), options)
    const queue = verbs.find((verb) => verb.kind === 'enqueue')
    afterWaiting = queue?.action ?? ''
    if (queue !== undefined) return { spoken, isForPerson: true }
    if (gather === undefined) {
      if (verbs.at(-1)?.kind !== 'hangup') throw new Error('the call neither goes on nor ends')
      return { spoken }
    }
    const { numDigits = Infinity, finishOnKey, timeoutInMs, speech } = gather
    return {
      spoken,
      ear: { atMost: numDigits, finishOnKey, patienceInMs: timeoutInMs, speech },
    }
  }

  const answer = (own: Readonly<Record<string, string>>): Promise<Heard> =>
    ask(gather?.action ?? '', { CallStatus: 'in-progress', ...own })

  return {
    call: (from) => {
      calls += 1
      const own = from.replaceAll(/\D/g, '').padStart(24, '0')
      const CallSid = `CA${own}${String(calls).padStart(8, '0')}`
      call = { CallSid, AccountSid: line.accountSid, From: from, To: to, Direction: 'inbound' }
      return ask(`${line.url}/twilio/voice`, { CallStatus: 'ringing' })
    },
    key: ({ keys, by }: Keyed) =>
      // A lone finish key asks for no action: Twilio goes on to the next verb.
      keys === '' && by === 'finish-key'
        ? ask(redirect, { CallStatus: 'in-progress' })
        : answer({ Digits: keys }),
    speak: (SpeechResult) => answer({ SpeechResult, Confidence: '0.92' }),
    comesBack: (came) => {
      options.actors.came = came
      return ask(afterWaiting, { CallStatus: 'in-progress', QueueResult: 'leave' })
    },
    hangUp: async () => {
      await post(`${line.url}/twilio/voice/status`, { CallStatus: 'completed' })
    },
  }
}

function spokenVerbs(verb: Verb): readonly Verb[] {
  return verb.kind === 'gather' ? verb.nested : [verb]
}
