import { createContext, useContext, type ReactNode } from 'react'
import { texts, type PageLanguage, type Say } from './texts.ts'

type Texts = { readonly language: PageLanguage; readonly say: Say }

const TextsContext = createContext<Texts>({ language: 'en', say: texts('en') })

export function TextsIn(props: {
  readonly language: PageLanguage
  readonly children: ReactNode
}): ReactNode {
  const value = { language: props.language, say: texts(props.language) }
  return <TextsContext value={value}>{props.children}</TextsContext>
}

/** The words of the page in the language it is shown in. */
export function useTexts(): Texts {
  return useContext(TextsContext)
}
