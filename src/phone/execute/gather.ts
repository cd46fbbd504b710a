import { checkedUrl } from '../transport/webhook.ts'
import type { Gather } from '../twiml/verbs.ts'
import { executeNested } from './nested.ts'
import { on, type Next, type Scene } from './scene.ts'

type Why = 'timer' | 'full' | 'finish-key' | 'speech' | 'gone'

type Heard = { readonly why: Why; readonly digits: string; readonly speech: string }

/**
 * Listens while it speaks: the first key stops the prompt for good; the timer runs only after the last
 * nested verb or the last key; what was keyed by then is what it has.
 */
export async function executeGather(gather: Gather, scene: Scene): Promise<Next> {
  const { why, digits, speech } = await listen(gather, scene)
  if (why === 'gone') return on
  scene.oweGap()
  scene.emit({ kind: 'deaf', why })

  const own = resultOf({ digits, speech }, gather, scene)
  if (own === undefined) return on
  const url = checkedUrl(gather.action ?? scene.documentUrl, scene.documentUrl)
  return { kind: 'document', ask: { url, method: gather.method, own } }
}

function resultOf(
  { digits, speech }: { readonly digits: string; readonly speech: string },
  gather: Gather,
  scene: Scene,
): Record<string, string> | undefined {
  if (digits !== '') return { Digits: digits, msg: 'Gather End' }
  if (speech !== '') return { SpeechResult: speech, Confidence: '0.92' }
  if (!gather.actionOnEmptyResult) return undefined
  return scene.world.emptyDigits === 'empty' ? { Digits: '', msg: 'Gather End' } : {}
}

async function listen(gather: Gather, scene: Scene): Promise<Heard> {
  const prompt = new AbortController()
  const ended = Promise.withResolvers<Why>()
  let digits = ''
  let speech = ''
  let cancelTimer = (): void => {}

  const finish = (why: Why): void => {
    cancelTimer()
    closeEar()
    scene.signal.removeEventListener('abort', leave)
    ended.resolve(why)
  }
  const leave = (): void => finish('gone')
  const finishAfter = (ms: number, why: Why): void => {
    cancelTimer()
    cancelTimer = scene.clock.after(ms, () => finish(why))
  }

  const closeEar = scene.listen({
    key: (key) => {
      if (!gather.keys || speech !== '') return false
      prompt.abort()
      if (key === gather.finishOnKey) {
        finish('finish-key')
        return true
      }
      digits += key
      if (digits.length === gather.numDigits) finish('full')
      else finishAfter(gather.timeoutInMs, 'timer')
      return true
    },
    speech: (text) => {
      if (!gather.speech || digits !== '') return false
      prompt.abort()
      speech = speech === '' ? text : `${speech} ${text}`
      finishAfter(speakingInMs(text) + gather.speechTimeoutInMs, 'speech')
      return true
    },
  })

  if (scene.signal.aborted) finish('gone')
  else scene.signal.addEventListener('abort', leave, { once: true })
  scene.emit({
    kind: 'listening',
    atMost: gather.numDigits ?? 'unlimited',
    finishOnKey: gather.finishOnKey,
    timeoutInMs: gather.timeoutInMs,
    speech: gather.speech,
  })

  const speaking = { ...scene, signal: AbortSignal.any([scene.signal, prompt.signal]) }
  for (const verb of gather.nested) await executeNested(verb, speaking)
  if (!speaking.signal.aborted) finishAfter(gather.timeoutInMs, 'timer')

  const why = await ended.promise
  return { why, digits, speech }
}

/** A person says some 14 characters a second. */
function speakingInMs(text: string): number {
  return (text.length / 14) * 1000
}
