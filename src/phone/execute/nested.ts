import { pause } from '../clock.ts'
import { checkedUrl } from '../transport/webhook.ts'
import type { Nested, Pause, Play, Say } from '../twiml/verbs.ts'
import { unreachable } from '../../base/unreachable.ts'
import { on, utter, type Next, type Scene } from './scene.ts'

/** Loop 0 is a thousand times, unless the call ends before. */
const endless = 1000

/** The three verbs that may also stand in a Gather. */
export function executeNested(verb: Nested, scene: Scene): Promise<Next> {
  switch (verb.kind) {
    case 'say':
      return executeSay(verb, scene)
    case 'play':
      return executePlay(verb, scene)
    case 'pause':
      return executePause(verb, scene)
    default:
      return unreachable(verb)
  }
}

async function executeSay(say: Say, scene: Scene): Promise<Next> {
  const { text, parts, voice, language } = say
  await repeatedly(say.loop, scene, () =>
    utter({ kind: 'words', text, parts, voice, language }, scene),
  )
  return on
}

async function executePlay(play: Play, scene: Scene): Promise<Next> {
  if (play.digits !== '') {
    await pause(scene.clock, play.digits.length * 500, scene.signal)
    return on
  }
  const url = checkedUrl(play.url, scene.documentUrl)
  await repeatedly(play.loop, scene, () => utter({ kind: 'sound', url }, scene))
  return on
}

async function executePause(verb: Pause, scene: Scene): Promise<Next> {
  await pause(scene.clock, verb.lengthInMs, scene.signal)
  return on
}

async function repeatedly(loop: number, scene: Scene, once: () => Promise<void>): Promise<void> {
  const times = loop === 0 ? endless : loop
  for (let time = 0; time < times && !scene.signal.aborted; time += 1) await once()
}
