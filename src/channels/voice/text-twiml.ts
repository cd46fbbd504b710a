import type { Spoken } from '../../wording/spoken.ts'
import type { Standing } from '../text-call.ts'
import { ticketParameter } from '../ticket.ts'
import { mediaAddress, spokenAddress } from './address.ts'
import { gatherAttributes, hangup, pause, redirect, rendered, sayIn } from './twiml.ts'
import { type Speakers, voiceOf } from './voice.ts'
import { element } from './xml.ts'

/** What is said and waited before a stream is opened for the call. */
type Before = { readonly spoken?: readonly Spoken[]; readonly seconds?: number }

/** The documents of calls in which people write; most of it is sound, and in none of them. */
export type TextTwiml = {
  /** Opens a stream both ways; when it has ended, the call goes on at `action`. */
  readonly connect: (
    speakers: Speakers,
    stream: Before & { readonly ticket: string; readonly action: string },
  ) => string
  /** He has read what is asked, and says or presses his answer. */
  readonly listen: (
    speakers: Speakers,
    asked: Extract<Standing, { readonly kind: 'speaks' }>,
  ) => string
  readonly end: (speakers: Speakers, spoken: readonly Spoken[]) => string
}

export function createTextTwiml(publicUrl: string): TextTwiml {
  return {
    connect: (speakers, { spoken = [], seconds = 0, ticket, action }) => {
      const stream = streamTo(publicUrl, ticket)
      return rendered(
        sayIn(speakers, spoken),
        seconds > 0 ? pause(seconds) : '',
        element('Connect', { action, method: 'POST' }, stream),
      )
    },
    listen: (speakers, { awaited, language, expected }) => {
      const action = spokenAddress(publicUrl, awaited)
      const { locale } = voiceOf(speakers, language)
      const gather = gatherAttributes({ ...expected, speech: true }, { action, locale })
      return rendered(element('Gather', gather), redirect(action))
    },
    end: (speakers, spoken) => rendered(sayIn(speakers, spoken), hangup),
  }
}

/** A stream that listens along while the call goes on; its name is its own within the call. */
export function listenAlong(publicUrl: string, ticket: string, name: string): string {
  return element('Start', {}, streamTo(publicUrl, ticket, { name, track: 'inbound_track' }))
}

function streamTo(
  publicUrl: string,
  ticket: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const parameter = element('Parameter', { name: ticketParameter, value: ticket })
  return element('Stream', { ...more, url: mediaAddress(publicUrl) }, parameter)
}
