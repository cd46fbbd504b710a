import type { Conference, NoEntry } from '../conference/conference.ts'
import type { Told } from '../conference/callbacks.ts'
import type { Ambience, Receiver } from '../conference/participant.ts'
import { PhoneFault } from '../phone-fault.ts'
import { checkedUrl } from '../transport/webhook.ts'
import type { Conferenced, Dial } from '../twiml/verbs.ts'
import { on, wasMoved, type Next, type Scene } from './scene.ts'

/**
 * Lets the caller into a conference until he leaves, is put out, or it ends; then the action is asked.
 * One who is given another document leaves it. That his action is asked then too, and the answer not
 * carried out, is assumed; Twilio documents neither (TwiML Dial, action).
 */
export async function executeConference(
  dial: Dial,
  noun: Conferenced,
  scene: Scene,
): Promise<Next> {
  const conference = scene.switchboard.conferences.named({
    name: noun.name,
    accountSid: scene.accountSid,
    clock: scene.clock,
    told: toldOf(noun, scene),
  })
  const seat = createSeat(noun, scene)
  const no = conference.enter({ callSid: scene.callSid, noun, receiver: seat.receiver })
  if (no !== undefined) return turnedAway(no, dial, scene)

  const leave = (): void => conference.leave(scene.callSid, { because: 'participant_hung_up' })
  const cancel = scene.clock.after(dial.timeLimitInMs, leave)
  const close = scene.listen({
    key: (key) => {
      if (key !== '*' || !dial.hangupOnStar) return false
      leave()
      return true
    },
    speech: (text) => {
      conference.say(scene.callSid, text)
      return true
    },
  })
  const isIn = await seat.sit(conference.sid)
  close()
  cancel()
  leaveFor(conference, scene)
  if (scene.signal.aborted && !wasMoved(scene.signal)) await conference.told()
  return askAction(isIn ? 'answered' : 'failed', dial, scene)
}

type Seat = {
  readonly receiver: Receiver
  /** Plays what surrounds him until he is let go; false: his wait document failed, and he was never quite in. */
  readonly sit: (conferenceSid: string) => Promise<boolean>
}

function createSeat(noun: Conferenced, scene: Scene): Seat {
  const letGo = new AbortController()
  const signal = AbortSignal.any([scene.signal, letGo.signal])
  const { waitUrl: url, waitMethod: method } = noun
  const waitAsk = url === undefined ? undefined : { url, method }
  let ambience: Ambience = { kind: 'waiting' }
  let changed = new AbortController()

  const play = async (ask: Pick<Surrounding, 'url' | 'method'>, until: AbortSignal) => {
    const absolute = { ...ask, url: checkedUrl(ask.url, scene.documentUrl), own: {} }
    await scene.playAside(absolute, { signal: until, within: 'conference' })
  }
  /** The document of a hold or an announcement that fails is a fault in Twilio's debugger, and silence. */
  const playOrNot = async (ask: Surrounding, until: AbortSignal): Promise<void> => {
    try {
      await play(ask, until)
    } catch (error) {
      scene.report(error, ask.url)
    }
  }
  const sit = async (conferenceSid: string): Promise<boolean> => {
    while (!signal.aborted) {
      changed = new AbortController()
      const until = AbortSignal.any([signal, changed.signal])
      const now = ambience
      scene.emit({ kind: 'conference', state: now.kind, conferenceSid })
      try {
        if (now.kind === 'waiting' && waitAsk) await play(waitAsk, until)
        if (now.kind === 'held' && now.ask) await playOrNot(now.ask, until)
      } catch (error) {
        scene.report(error, noun.waitUrl ?? '')
        return false
      }
      await given(until)
    }
    scene.emit({ kind: 'conference', state: 'left', conferenceSid })
    return true
  }
  return {
    receiver: {
      hear: ({ text, from }) => scene.emit({ kind: 'heard', text, from }),
      surround: (next) => {
        if (next.kind === 'talking' && ambience.kind === 'talking') return
        ambience = next
        changed.abort()
      },
      announce: (ask) => playOrNot(ask, signal),
      letGo: () => letGo.abort(),
    },
    sit,
  }
}

type Surrounding = { readonly url: string; readonly method: 'GET' | 'POST' }

function leaveFor(conference: Conference, scene: Scene): void {
  const how = wasMoved(scene.signal)
    ? ({ because: 'participant_updated_via_api', callStatus: 'in-progress' } as const)
    : ({ because: 'participant_hung_up', callStatus: 'completed' } as const)
  conference.leave(scene.callSid, how)
}

function turnedAway(no: NoEntry, dial: Dial, scene: Scene): Promise<Next> {
  switch (no) {
    case 'label-taken':
      scene.report(new PhoneFault(16025, 'Conference: the label is taken'), scene.documentUrl)
      return Promise.resolve(on)
    case 'nobody-to-coach':
      scene.report(new PhoneFault(13240, 'Conference: invalid whisper SID'), scene.documentUrl)
      return askAction('failed', dial, scene)
    case 'full':
      return askAction('failed', dial, scene)
  }
}

/** After a conference the action has neither DialCallSid nor DialCallDuration (TwiML Dial, action). */
async function askAction(status: 'answered' | 'failed', dial: Dial, scene: Scene): Promise<Next> {
  if (dial.action === undefined) return on
  const url = checkedUrl(dial.action, scene.documentUrl)
  const ask = { url, method: dial.method, own: { DialCallStatus: status } }
  if (!scene.signal.aborted) return { kind: 'document', ask }
  if (wasMoved(scene.signal)) await scene.tell(ask)
  return on
}

function toldOf(noun: Conferenced, scene: Scene): Told {
  const { statusCallback, statusCallbackMethod: method, statusCallbackEvents: events } = noun
  const url = statusCallback && checkedUrl(statusCallback, scene.documentUrl)
  return { ...(url && { url }), method, events, post: scene.post }
}

function given(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
