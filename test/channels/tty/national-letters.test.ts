import { expect, test } from '@jest/globals'
import type { Language } from '../../../src/base/brand.ts'
import { withLettersOf } from '../../../src/channels/tty/national-letters.ts'
import { createAnswering } from '../../../src/modem/answering.ts'
import { createMode } from '../../../src/modem/modes.ts'
import { sentBy, textOf } from '../../modem/calls.ts'
import { joined, silence } from '../../modem/programs.ts'

test.each([
  ['sv', 'hjälp Åsa Ö'],
  ['de', 'zurück Österreich Ä'],
  ['da', 'hjælp Århus Ø'],
] as const)('letters of a DTMF telephone are those of its country (%s)', (language, text) => {
  const line = withLettersOf(language as Language, createAnswering(['dtmf']))
  const sound = joined(sentBy(createMode('dtmf', 'caller').speak(), text), silence(500))
  expect(textOf(line.push(sound))).toBe(text)
})
