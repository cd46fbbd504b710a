import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ConfirmedView, ContactCard } from '../../../operators/api/protocol-contact.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { useKeys } from '../desk/use-keys.ts'
import { counted } from './counted.ts'
import { rememberedTicks, type Ticks } from './remembered-ticks.ts'

export type AnswerProps = {
  /** Whose it is. */
  readonly contact: string
  readonly confirmed: ConfirmedView
  /** It can be sent to the caller's telephone. */
  readonly text: ContactCard['text'] | undefined
  readonly isIdle: boolean
  readonly onText: () => void
  /** To the boxes again: he has another machine, or this was the wrong one. */
  readonly onAnother: () => void
}

/** The confirmation ID to be read aloud: the space bar goes on to the next block and ticks the one before. */
export function Answer(props: AnswerProps): ReactNode {
  const { contact, confirmed, text, isIdle, onText, onAnother } = props
  const { say, language } = useTexts()
  const { blocks, used, limit } = confirmed
  const [ticks] = useState(() => rememberedTicks(sessionStorage, { contact, blocks }))
  const [had, setHad] = useState(ticks.were)
  const [at, setAt] = useState(() => nextAfter(had, blocks.length))
  const note = useRef<HTMLParagraphElement>(null)
  // No button has the focus then, and the space bar is the next block's.
  useEffect(() => note.current?.focus(), [])
  useEffect(() => ticks.keep(had), [ticks, had])
  useKeys({
    Space: () => {
      setHad((now) => new Set([...now, at]))
      setAt(Math.min(at + 1, blocks.length - 1))
    },
  })
  const turn = (index: number): void => {
    setHad((now) => {
      const next = new Set(now)
      if (!next.delete(index)) next.add(index)
      return next
    })
    setAt(index)
  }
  return (
    <Card className="answer" title={say('console.answer.title')}>
      <p className="quiet answer-note" tabIndex={-1} ref={note}>
        {say('console.answer.note')}
      </p>
      <ol className="blocks">
        {blocks.map((block, index) => (
          <li key={`${index}-${block}`}>
            <button
              type="button"
              className={`block ${index === at ? 'block-now' : ''} ${had.has(index) ? 'block-had' : ''}`}
              aria-pressed={had.has(index)}
              aria-current={index === at ? 'step' : undefined}
              onClick={() => turn(index)}
            >
              <span className="block-letter">{letters[index]}</span>
              <span className="block-digits" dir="ltr">
                {block.replace(/(\d{3})(?=\d)/, '$1 ')}
              </span>
              <span className="block-tick" aria-hidden="true">
                {had.has(index) ? '✓' : ''}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <p className="sr-only" role="status">
        {had.size === blocks.length
          ? say('console.answer.all')
          : say('console.answer.now', { letter: letters[at] ?? '', digits: blocks[at] ?? '' })}
      </p>
      <div className="answer-foot">
        <p className="quiet">{say('console.key.count', counted(language, used, limit))}</p>
        <Action kind="plain" onPress={onAnother}>
          {say('console.contact.another')}
        </Action>
      </div>
      {text !== undefined && (
        <p className="answer-text">
          <Action isDisabled={isIdle} onPress={onText}>
            {say('console.answer.text')}
          </Action>
          <span className="quiet" role="status">
            {text.at !== undefined &&
              say('console.answer.texted', { time: timeOf(text.at, language) })}
          </span>
        </p>
      )}
    </Card>
  )
}

/** The block to be read when the page is there again. */
function nextAfter(had: Ticks, count: number): number {
  return Math.min(Math.max(-1, ...had) + 1, count - 1)
}

const letters = Array.from('ABCDEFGH')

function timeOf(at: number, language: string): string {
  return new Date(at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })
}
