import { describe, expect, test } from '@jest/globals'
import { SaxesParser } from 'saxes'
import type { Country } from '../../src/base/brand.ts'
import { promptKeys } from '../../src/dialogue/prompt-keys.ts'
import { callSteps } from '../../src/scripts/call-steps.ts'
import type { CountryScript } from '../../src/scripts/country-script.ts'
import { drawScript } from '../../src/scripts/draw-script.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'
import { createWording } from '../../src/wording/create-wording.ts'

const { scripts, locales } = loadScripts({
  scriptsFolder: 'voice-scripts',
  localesFolder: 'locales',
})
const wording = createWording(locales)

const scriptOf = (country: string): CountryScript => {
  const found = scripts.get(country as Country)
  if (found === undefined) throw new Error(`no script for ${country}`)
  return found
}

/** The texts of a drawing, line by line; what is no XML throws. */
const textsIn = (svg: string): readonly string[] => {
  const texts: string[] = []
  const parser = new SaxesParser()
  parser.on('text', (text) => texts.push(text))
  parser.on('error', (error) => {
    throw error
  })
  parser.write(svg).close()
  return texts.map((text) => text.trim()).filter((text) => text !== '')
}

describe.each([...scripts.keys()])('the drawing of %s', (country) => {
  const script = scriptOf(country)
  const texts = textsIn(drawScript(script, wording))

  test('is well-formed and names the voice of each language', () => {
    for (const [language, [voice]] of script.voices) {
      expect(texts).toContain(`${language} · ${voice.id}`)
    }
  })

  test('shows every prompt of the dialogue in every language', () => {
    for (const language of script.script.languages) {
      const shown = callSteps(script.script, language)
        .flatMap((step) => [step, ...step.beside])
        .flatMap(({ say }) => say)
        .flatMap((prompt) => (prompt.kind === 'words' ? [prompt.key] : []))
      const said = [...new Set(shown)].filter((key) => key !== 'language.offer')
      const needed = promptKeys.filter((key) => key !== 'language.offer')
      expect(said.toSorted()).toEqual(needed.toSorted())
    }
  })
})

test('the drawing shows what callers hear, in the order of a call', () => {
  const texts = textsIn(drawScript(scriptOf('NL'), wording)).join('\n')
  const order = [
    'De automatische activeringslijn van Example.',
    '[en] For English, press two.',
    'Nu groep vier.',
    'Bijna klaar. Toets groep vier',
    'Toets hekje.',
    'Blok A. nul één twee … drie vier vijf zes',
    'te staan: geactiveerd.',
    'Example activation, an automatic line.',
  ].map((piece) => texts.indexOf(piece))
  expect(order).not.toContain(-1)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})

test('three equal languages are offered one by one', () => {
  const texts = textsIn(drawScript(scriptOf('BE'), wording))
  expect(texts).toEqual(
    expect.arrayContaining([
      '– Voor Nederlands, toets één.',
      '– Pour le français, tapez deux.',
      '– Für Deutsch drücken Sie die drei.',
    ]),
  )
})

test('a name with signs of XML does no harm', () => {
  const script = scriptOf('GB')
  const names = new Map(
    [...script.names].map(([tag, one]) => [tag, { ...one, publisher: 'A & "B" <C>' }]),
  )
  expect(textsIn(drawScript({ ...script, names }, wording)).join()).toContain(
    'A & "B" <C> activation',
  )
})
