import { baudot45 } from '../../../../src/modem/baudot/mode.ts'
import type { TextCall, TextMachine } from '../../../../src/phone/callers/text/index.ts'
import { createReading } from '../../../../src/phone/understand/read-printed.ts'

/** A telephone that is ours. */
export const ourTelephone = (): TextMachine => ({
  printer: baudot45.hear(),
  keys: baudot45.speak(),
})

export const read = createReading(
  new Map([
    [
      'en',
      {
        'welcome.key-all': 'Type the installation ID from your screen, all nine groups.',
        'resume.go-on': 'If you were cut off, go on where you were.',
        'entry.once-more': 'Almost there. Please type group {{group}} once more.',
        'wait.next': 'You are next.',
        'gate.ready': 'Thank you, that is right. The answer has eight blocks.',
        'done.screen': 'Your screen should now say activated.',
      },
    ],
  ]),
)

/** Nobody types any more when so long nothing came. */
const answeredAfterMs = 8000
const longestMs = 900_000

/**
 * Writes these messages, each when the last one has been answered, and gives the answers as our receiver
 * reads them; `'-'` where none came. Ends early when the caller hangs up.
 */
export function writesTo(call: TextCall, messages: readonly string[]): readonly string[] {
  const [hears, speaks] = [baudot45.hear(), baudot45.speak()]
  const answers: string[] = []
  let [answer, quietMs] = ['', 0]
  speaks.write(messages[0] ?? '')
  for (let ms = 0; ms < longestMs && !call.hasHungUp(); ms += 20) {
    const sound = new Float32Array(160)
    const isWriting = speaks.fill(sound)
    const heard = hears.push(call.frame(sound))
    answer += heard.map((one) => (one.kind === 'garble' ? '~' : one.text)).join('')
    quietMs = heard.length > 0 || hears.isBusy() || isWriting ? 0 : quietMs + 20
    if (quietMs < (answer === '' ? 4 : 1) * answeredAfterMs) continue
    answers.push(answer === '' ? '-' : answer)
    if (answers.length === messages.length) return answers
    speaks.write(messages[answers.length] ?? '')
    ;[answer, quietMs] = ['', 0]
  }
  return [...answers, answer]
}
