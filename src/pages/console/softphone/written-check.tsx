import { useState, type ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { Field, typed } from '../parts/field.tsx'
import type { Sentence } from './standing.ts'
import { useAloud } from './use-aloud.ts'

/** Where sentences stand for voices: what one writes is said back, as a caller's words are. */
export function WrittenCheck(): ReactNode {
  const { say, language } = useTexts()
  const [sentences, setSentences] = useState<readonly Sentence[]>([])
  useAloud(sentences, language)
  const last = sentences.at(-1)
  return (
    <form
      className="softphone-check"
      onSubmit={(event) => {
        event.preventDefault()
        const form = event.currentTarget
        const text = typed(new FormData(form), 'text').trim()
        if (text === '') return
        const number = (last?.number ?? 0) + 1
        setSentences([{ number, who: 'caller', text, isHeard: true }])
        form.reset()
      }}
    >
      <Field
        name="text"
        label={say('console.softphone.check.written')}
        note={say('console.softphone.check.written-note')}
        autoComplete="off"
      />
      <Action type="submit">{say('console.softphone.talk.send')}</Action>
      <p className="softphone-told" role="status">
        {last && say('console.softphone.check.echo', { text: last.text })}
      </p>
    </form>
  )
}
