import { useRef, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { Demo, DemoNumber } from '../../../phone/live-protocol.ts'
import { blockLetters } from '../../../wizard/index.ts'
import { Icon } from '../../shared/icon.tsx'
import { nameOf, type TextKey } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { emptyAnswer, type Answer, type Mark } from './answer.ts'
import { AnswerBlocks } from './answer-blocks.tsx'
import { InstallationGroups } from './installation-groups.tsx'
import type { Program } from './program.ts'

export type AskingProps = {
  readonly demo: Demo
  readonly number: DemoNumber
  readonly program: Program
  /** How many keys of the ID the helper has pressed; undefined while it rests. */
  readonly keyed: number | undefined
  /** It is a text telephone that stands beside. */
  readonly isText: boolean
  readonly onKeyForMe: () => void
  readonly onActivated: (healed: boolean) => void
}

/** The window while it asks: the number to call, the ID to key, the boxes for the answer. */
export function Asking(props: AskingProps): ReactNode {
  const { say, language } = useTexts()
  const [answer, setAnswer] = useState<Answer>(emptyAnswer)
  const [remark, setRemark] = useState<Remark>({ kind: 'none' })
  const boxes = useRef(new Map<number, HTMLInputElement | null>())
  const activate = useRef<HTMLButtonElement>(null)
  const { demo, number, program } = props
  const product = demo.product.name
  const marks = program.marksOf(answer)

  const change = (changed: Answer, place: number): void => {
    setAnswer(changed)
    setRemark(remarkOn(program.marksOf(changed), place))
  }
  const point = (kind: 'wrong' | 'missing', place: number): void => {
    setRemark({ kind, place })
    boxes.current.get(place)?.focus()
  }
  const check = (): void => {
    const result = program.confirm(answer)
    if (result.kind === 'activated') props.onActivated(result.healed)
    else if (result.reason === 'wrong-blocks') point('wrong', marks.indexOf('wrong'))
    else setRemark({ kind: 'not-genuine' })
  }
  const press = (): void => {
    const place = marks.indexOf('incomplete')
    if (place >= 0) return point('missing', place)
    setRemark({ kind: 'checking' })
    // The check keeps the browser busy for a moment: the words come first.
    setTimeout(check, 50)
  }
  return (
    <div className="asking">
      <header className="asking-head">
        <div>
          <h2>{say('wizard.heading')}</h2>
          <p className="quiet">{say('wizard.offline', { product })}</p>
        </div>
        <p className="product-key">
          <span className="quiet">{say('wizard.product-key')}</span>
          <span dir="ltr">{demo.productKey}</span>
        </p>
      </header>

      <section className="step" aria-labelledby="step-call">
        <h3 id="step-call">{say('wizard.call')}</h3>
        <p className="step-call">
          <strong className="number" dir="ltr">
            {number.shown}
          </strong>
          <span className="quiet">
            {say('wizard.call-from', { country: nameOf('region', number.country, language) })}
          </span>
        </p>
      </section>

      <section className="step" aria-labelledby="step-key">
        <h3 id="step-key">{say('wizard.key')}</h3>
        <Button
          className="button button-small"
          onPress={props.onKeyForMe}
          aria-describedby="key-for-me-note"
        >
          <Icon name={props.keyed === undefined ? 'hand' : 'stop'} />
          {say(props.keyed === undefined ? 'wizard.key-for-me' : 'wizard.keying-stop')}
        </Button>
        <InstallationGroups groups={program.installation} keyed={props.keyed} />
        <p className="quiet note" id="key-for-me-note">
          {say(props.isText ? 'text.key-for-me-note' : 'wizard.key-for-me-note')}
        </p>
      </section>

      <section className="step" aria-labelledby="step-answer">
        <h3 id="step-answer">{say('wizard.answer')}</h3>
        <p className="quiet step-side">{say('wizard.answer-note')}</p>
        <AnswerBlocks
          answer={answer}
          marks={marks}
          marksOf={program.marksOf}
          onChange={change}
          onComplete={() => activate.current?.focus()}
          box={(place) => boxes.current.get(place) ?? null}
          onBox={(place, box) => boxes.current.set(place, box)}
        />
      </section>

      <footer className="asking-foot">
        <p className={`remark remark-${remark.kind}`} role="status">
          {remark.kind === 'none' ? '' : say(wordsOf(remark.kind, props.isText), blockOf(remark))}
        </p>
        <Button ref={activate} className="button button-main" onPress={press}>
          {say('wizard.activate')}
        </Button>
      </footer>
    </div>
  )
}

/** What the window says about the answer. `place` 0 to 7. */
type Remark =
  | { readonly kind: 'none' | 'checking' | 'not-genuine' }
  | { readonly kind: 'right' | 'wrong' | 'missing'; readonly place: number }

const wordsFor = {
  right: 'wizard.block-is-right',
  wrong: 'wizard.block-is-wrong',
  missing: 'wizard.block-is-missing',
  checking: 'wizard.checking',
  'not-genuine': 'wizard.not-genuine',
} as const

function wordsOf(kind: keyof typeof wordsFor, isText: boolean): TextKey {
  return kind === 'wrong' && isText ? 'text.block-is-wrong' : wordsFor[kind]
}

function remarkOn(marks: readonly Mark[], place: number): Remark {
  const mark = marks[place]
  return mark === undefined || mark === 'incomplete' ? { kind: 'none' } : { kind: mark, place }
}

function blockOf(remark: Remark): { readonly block: string } {
  return { block: 'place' in remark ? (blockLetters[remark.place] ?? '') : '' }
}
