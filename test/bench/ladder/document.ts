import twilio from 'twilio'
import { publicUrl } from './webhooks.ts'

/** A block of the read-back as TwiML, made by Twilio's builder: 1.2 kB, about what a turn of ours answers. */
export function buildDocument(turn: number): string {
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
  const say = gather.say({ voice: 'Polly.Amy-Neural', language: 'en-GB' }, '')
  say.addText('Block B.')
  for (const digit of ['six', 'three', 'four', 'zero', 'six', 'seven', 'one']) {
    say.break({ time: '250ms' })
    say.addText(digit)
  }
  response.redirect({ method: 'POST' }, action)
  return response.toString()
}
