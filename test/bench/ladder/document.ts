import twilio from 'twilio'
import { publicUrl } from './webhooks.ts'

/**
 * What our line would say there, as to its form: of the documents that a call hears eight are blocks of the
 * answer. None where the call has ended. Made by Twilio's builder.
 */
export function buildAnswer(
  params: Readonly<Record<string, unknown>>,
  turn: number,
): string | undefined {
  const { Digits: digits, CallStatus: status } = params
  if (status === 'completed') return undefined
  if (typeof digits !== 'string') return buildWaiting(turn, 4)
  if (digits === '#') return buildBlock(turn)
  return buildWaiting(turn, digits === '' ? 1 : 3)
}

/** A block of the read-back. */
export function buildBlock(turn: number): string {
  return build(turn, (gather) => {
    const say = gather.say({ ...voice }, '')
    say.addText('Block B.')
    for (const digit of ['six', 'three', 'four', 'zero', 'six', 'seven', 'one']) {
      say.break({ time: '325ms' })
      say.addText(digit)
    }
  })
}

/** Patience: something is said, and then nothing for a while, several times. */
function buildWaiting(turn: number, times: number): string {
  return build(turn, (gather) => {
    for (let time = 0; time < times; time += 1) {
      gather.say({ ...voice }, 'I am still waiting for you. Take your time; there is no hurry.')
      gather.pause({ length: 20 })
    }
  })
}

type Gather = ReturnType<InstanceType<typeof twilio.twiml.VoiceResponse>['gather']>

const voice = { voice: 'Polly.Amy-Neural', language: 'en-GB' } as const

function build(turn: number, say: (gather: Gather) => void): string {
  const response = new twilio.twiml.VoiceResponse()
  const action = `${publicUrl}/twilio/voice/turn?turn=${turn}#rc=2&rp=ct,rt,5xx&rt=4000`
  const gather = response.gather({
    input: ['dtmf'],
    numDigits: 1,
    finishOnKey: '',
    timeout: 4,
    actionOnEmptyResult: true,
    method: 'POST',
    action,
  })
  say(gather)
  response.redirect({ method: 'POST' }, action)
  return response.toString()
}
