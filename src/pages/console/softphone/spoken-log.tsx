import { useEffect, useRef, type ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import type { Sentence } from './standing.ts'
import { useAloud } from './use-aloud.ts'

/** What was said, where sentences stand for voices: the caller's are spoken aloud too, where the browser can. */
export function SpokenLog(props: {
  readonly sentences: readonly Sentence[]
  /** The caller's. */
  readonly language: string
}): ReactNode {
  const { sentences, language } = props
  const { say } = useTexts()
  const list = useRef<HTMLDivElement>(null)
  useAloud(sentences, language)
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [sentences])
  return (
    <div
      ref={list}
      className="softphone-said"
      role="log"
      aria-label={say('console.softphone.talk.label')}
      // What scrolls must be reachable for who scrolls with keys.
      tabIndex={0}
    >
      {sentences.map((sentence) => (
        <Said key={sentence.number} sentence={sentence} language={language} />
      ))}
    </div>
  )
}

function Said(props: { readonly sentence: Sentence; readonly language: string }): ReactNode {
  const { say } = useTexts()
  const { who, text, isHeard } = props.sentence
  return (
    <p className={`softphone-sentence softphone-sentence-${who}`}>
      <span className="quiet">{say(`console.softphone.talk.${who}`)}: </span>
      <span lang={props.language} dir="auto">
        {text}
      </span>
      {!isHeard && <span className="tag">{say('console.softphone.talk.unheard')}</span>}
    </p>
  )
}
