import { type ClipboardEvent, type ReactNode } from 'react'
import { Input, Label, Text, TextField } from 'react-aria-components'
import { blockLetters } from '../../../wizard/index.ts'
import { Icon } from '../../shared/icon.tsx'
import { useTexts } from '../../shared/texts-context.tsx'
import { digitsOfBlock, fill, firstOpen, type Answer, type Mark } from './answer.ts'

export type AnswerBlocksProps = {
  readonly answer: Answer
  readonly marks: readonly Mark[]
  /** Marks of an answer that is not shown yet. */
  readonly marksOf: (answer: Answer) => readonly Mark[]
  readonly onChange: (answer: Answer, changed: number) => void
  /** All eight blocks are right. */
  readonly onComplete: () => void
  readonly box: (place: number) => HTMLInputElement | null
  readonly onBox: (place: number, box: HTMLInputElement | null) => void
}

/** Eight boxes, A to H. A block that is right hands the cursor on; one that is wrong says so and keeps it. */
export function AnswerBlocks(props: AnswerBlocksProps): ReactNode {
  const take = (place: number, text: string): void => {
    const answer = fill(props.answer, place, text)
    props.onChange(answer, place)
    const marks = props.marksOf(answer)
    if (marks[place] !== 'right') return
    const next = firstOpen(marks, place)
    if (next === undefined) props.onComplete()
    else props.box(next)?.focus()
  }
  const paste = (place: number, event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text')
    if (text.replace(/\D/g, '').length <= digitsOfBlock) return
    event.preventDefault()
    take(place, text)
  }
  return (
    <div className="blocks" dir="ltr">
      {blockLetters.map((letter, place) => (
        <Block
          key={letter}
          letter={letter}
          digits={props.answer[place] ?? ''}
          mark={props.marks[place] ?? 'incomplete'}
          onType={(text) => take(place, text)}
          onPaste={(event) => paste(place, event)}
          onLeave={() => props.box(place - 1)?.focus()}
          onBox={(box) => props.onBox(place, box)}
        />
      ))}
    </div>
  )
}

function Block(props: {
  readonly letter: string
  readonly digits: string
  readonly mark: Mark
  readonly onType: (text: string) => void
  readonly onPaste: (event: ClipboardEvent) => void
  /** Backspace in an empty box: back to the one before. */
  readonly onLeave: () => void
  readonly onBox: (box: HTMLInputElement | null) => void
}): ReactNode {
  const { say } = useTexts()
  const { letter, digits, mark } = props
  return (
    <TextField
      className={`block block-${mark}`}
      value={digits}
      onChange={props.onType}
      isInvalid={mark === 'wrong'}
      onKeyDown={(event) => {
        if (event.key === 'Backspace' && digits === '') props.onLeave()
      }}
    >
      <Label className="block-letter">
        <span className="sr-only">{say('wizard.block', { block: letter })}</span>
        <span aria-hidden="true">{letter}</span>
      </Label>
      <Input
        ref={props.onBox}
        className="block-input"
        inputMode="numeric"
        autoComplete="off"
        spellCheck="false"
        onPaste={props.onPaste}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Text slot="description" className="block-mark">
        {mark !== 'incomplete' && (
          <>
            <Icon name={mark} />
            {say(`wizard.${mark}`)}
          </>
        )}
      </Text>
    </TextField>
  )
}
