import { useEffect, useRef, type ReactNode } from 'react'
import { nameOf, type TextKey } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { inSevens, type Call, type Entry } from './call.ts'
import { Said } from './said.tsx'

export type CaptionsProps = {
  readonly call: Call
  /** The language for which this device has no voice. */
  readonly voiceless: string | undefined
  readonly isText: boolean
  /** Of what is written, where it can be but one. */
  readonly language: string | undefined
}

/** What was said and keyed, the latest at the bottom. What the caller keyed himself is not announced. */
export function Captions({ call, voiceless, isText, language: written }: CaptionsProps): ReactNode {
  const { say, language } = useTexts()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [call.transcript, call.ending])
  return (
    <div
      ref={list}
      className="captions"
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-label={say(isText ? 'text.captions' : 'phone.captions')}
      // What scrolls must be reachable for who scrolls with keys.
      tabIndex={0}
    >
      {call.phase === 'ready' && (
        <p className="note">{say(isText ? 'text.captions-empty' : 'phone.captions-empty')}</p>
      )}
      {voiceless !== undefined && call.phase !== 'ready' && (
        <p className="note">
          {say('phone.no-voice', { language: nameOf('language', voiceless, language) })}
        </p>
      )}
      {call.transcript.map((entry) => (
        <Caption key={`${entry.kind}-${entry.id}`} entry={entry} written={written} />
      ))}
      {call.fault !== undefined && (
        <p className="note">{say('phone.fault', { fault: call.fault })}</p>
      )}
      {call.ending !== undefined && <p className="note">{say(endings[call.ending])}</p>}
    </div>
  )
}

const endings: Readonly<Record<NonNullable<Call['ending']>, TextKey>> = {
  line: 'phone.ended-by-line',
  caller: 'phone.ended-by-caller',
  rejected: 'phone.ended-by-line',
  'application-error': 'phone.trouble',
  'too-long': 'phone.ended-by-line',
  busy: 'phone.busy',
  missed: 'phone.missed',
  lost: 'phone.lost',
}

function Caption(props: {
  readonly entry: Entry
  readonly written: string | undefined
}): ReactNode {
  const { entry, written } = props
  if (entry.kind === 'written') {
    if (entry.who === 'caller') {
      return (
        <p className="caption caption-keyed caption-written" aria-hidden="true" dir="ltr">
          {entry.text}
        </p>
      )
    }
    // Announced when it is whole: not character by character.
    if (!entry.isWhole) return undefined
    return (
      <p className="caption caption-said caption-written" lang={written} dir="ltr">
        {entry.text}
      </p>
    )
  }
  if (entry.kind === 'keyed') {
    return (
      <p className="caption caption-keyed" aria-hidden="true" dir="ltr">
        {inSevens(entry.keys)}
      </p>
    )
  }
  if (entry.kind === 'texted') {
    return (
      <p className="caption caption-texted" dir="auto">
        {entry.text}
      </p>
    )
  }
  if (entry.kind === 'talk') {
    // What he said himself is not announced to him.
    const isOwn = entry.who === 'caller'
    return (
      <p className={`caption caption-${isOwn ? 'own' : 'person'}`} aria-hidden={isOwn} dir="auto">
        {entry.text}
      </p>
    )
  }
  return (
    <p className="caption caption-said" lang={entry.language} dir="auto">
      <Said text={entry.text} language={entry.language} />
      {entry.cutShort && <span aria-hidden="true"> —</span>}
    </p>
  )
}
