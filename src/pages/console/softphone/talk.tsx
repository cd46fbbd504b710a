import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import type { Sentence } from './standing.ts'
import { useAloud } from './use-aloud.ts'

/** A conversation in which sentences stand for voices: what the caller says is spoken aloud too, where the browser can. */
export function Talk(props: {
  readonly sentences: readonly Sentence[]
  /** The caller's. */
  readonly language: string
  readonly canSay: boolean
  readonly field: RefObject<HTMLInputElement | null>
  readonly onSay: (text: string) => void
}): ReactNode {
  const { sentences, language, canSay, field, onSay } = props
  const { say } = useTexts()
  const [text, setText] = useState('')
  const list = useRef<HTMLDivElement>(null)
  useAloud(sentences, language)
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [sentences])
  return (
    <div className="softphone-talk">
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
      <form
        className="softphone-say"
        onSubmit={(event) => {
          event.preventDefault()
          if (!canSay || text.trim() === '') return
          onSay(text.trim())
          setText('')
        }}
      >
        <TextField value={text} onChange={setText} maxLength={500} autoComplete="off">
          <Label className="sr-only">{say('console.softphone.talk.say')}</Label>
          <Input
            ref={field}
            className="input"
            lang={language}
            aria-keyshortcuts="W"
            placeholder={say('console.softphone.talk.say')}
          />
        </TextField>
        <Action type="submit" isDisabled={!canSay}>
          {say('console.softphone.talk.send')}
        </Action>
      </form>
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
