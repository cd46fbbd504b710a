import type { ReactNode } from 'react'
import { Chooser } from '../../shared/chooser.tsx'
import { languages, nameOf, preferred, type PageLanguage } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'

export function LanguageChooser(props: {
  readonly onLanguage: (language: PageLanguage) => void
}): ReactNode {
  const { say, language } = useTexts()
  return (
    <Chooser
      label={say('page.language')}
      choices={choices}
      chosen={language}
      onChoose={(id) => props.onLanguage(preferred([id]))}
    />
  )
}

/** Each language by its own name, which some write small within a sentence. */
const choices = languages.map((id) => {
  const name = nameOf('language', id, id)
  return { id, name: name.charAt(0).toLocaleUpperCase(id) + name.slice(1), language: id }
})
