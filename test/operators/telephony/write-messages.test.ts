import { expect, test } from '@jest/globals'
import type { Country, Language } from '../../../src/base/brand.ts'
import { writesMessages } from '../../../src/operators/telephony/write-messages.ts'
import { loadScripts } from '../../../src/scripts/load-scripts.ts'
import { createPrinting } from '../../../src/wording/printed/create-printing.ts'
import { caseNumber, confirmationId } from '../../support/talk.ts'

const { scripts, printed } = loadScripts({
  scriptsFolder: 'voice-scripts',
  localesFolder: 'locales',
})
const namesIn = (country: Country) => scripts.get(country)?.names ?? new Map()
const { answer: write, caseNumber: writeCase } = writesMessages(createPrinting(printed), namesIn)

/** What a text message holds in 160 signs; anything else halves it (3GPP TS 23.038, clause 6.2.1). */
const plain =
  /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]{1,160}$/

const all = [...scripts.values()].flatMap(({ script }) =>
  script.languages.map((language) => [script.country, language] as const),
)

test.each(all)('in %s, in %s, an answer is one text message', (country, language) => {
  const text = write({ country, language }, confirmationId)
  expect(text).toMatch(plain)
  expect(text.replaceAll(/\D/g, '')).toBe(confirmationId.join(''))
  expect(text.split('\n')).toHaveLength(9)
})

test('it says whose it is, and each block has its letter', () => {
  const text = write({ country: 'GB' as Country, language: 'en' as Language }, confirmationId)
  expect(text.split('\n').slice(0, 2)).toEqual(['Example: your confirmation ID', 'A 315 2413'])
})

test.each(all)('in %s, in %s, a case number is one text message', (country, language) => {
  const text = writeCase({ country, language, caseNumber })
  expect(text).toMatch(plain)
  expect(text.replaceAll(/\D/g, '')).toBe(caseNumber)
})

test('it says whose the case number is, and where else to turn', () => {
  const text = writeCase({ country: 'GB' as Country, language: 'en' as Language, caseNumber })
  expect(text).toBe(
    'Example: your case number is 1234 5674. Call and key it in, or see activate.example.com',
  )
})
