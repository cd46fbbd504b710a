import type { ReactNode } from 'react'
import { digitsIn } from './digits-in.ts'
import { numberWords } from './number-words.ts'

/** What the line said, its digits written as digits. */
export function Said(props: { readonly text: string; readonly language: string }): ReactNode {
  const pieces = digitsIn(props.text, numberWords(props.language))
  return pieces.map(({ kind, text }, place) =>
    kind === 'digits' ? (
      <span key={place} className="said-digits">
        {text}
      </span>
    ) : (
      text
    ),
  )
}
