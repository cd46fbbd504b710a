import { expect, test } from '@jest/globals'
import type { Language } from '../../src/base/brand.ts'
import { flowOf, type FlowStep, lastStepOf, stepOf } from '../../src/dialogue/flow-step.ts'
import { madeUpId } from '../support/ids.ts'
import { startTalk, type Talk, type TalkOptions } from '../support/talk.ts'

const id = madeUpId(1)
const digits = id.join('')
const two = ['nl', 'en'].map((tag) => tag as Language) as [Language, Language]

/** Where a caller stands after each of these listenings. */
function stepsOf(talk: Talk, ...listenings: readonly string[]): readonly FlowStep[] {
  const first = stepOf(talk.state())
  return [
    first,
    ...listenings.map((keys) => {
      talk.hear(keys)
      return stepOf(talk.state())
    }),
  ]
}

const start = (options: TalkOptions = {}): Talk => startTalk({ genuine: [id], ...options })

test('a call goes from the welcome over entry and gate to the read-back, and is done', () => {
  const blocks = Array<string>(8).fill('')
  expect(stepsOf(start(), digits.slice(0, 14), digits.slice(14), '#', ...blocks)).toEqual([
    'welcome',
    'entry',
    'gate',
    ...Array<FlowStep>(8).fill('read-back'),
    'done',
  ])
})

test('who is asked for a group again is in the healing', () => {
  const wrong = digits.replace(/^\d{7}/, (group) =>
    String((Number(group) + 1) % 10_000_000).padStart(7, '0'),
  )
  expect(stepsOf(start({ genuine: [] }), wrong)).toEqual(['welcome', 'healing'])
})

test('a language is a step only where one is asked for', () => {
  expect(stepsOf(start({ script: { languages: two, choice: 'equal' } }), '1')).toEqual([
    'language',
    'welcome',
  ])
  expect(flowOf({ choice: 'equal' })[0]).toBe('language')
  expect(flowOf({ choice: 'one' })[0]).toBe('welcome')
})

test('who hangs up with an answer has it all only when the last block was said', () => {
  const talk = start()
  talk.hear(digits)
  expect(lastStepOf('activated', talk.state())).toBe('gate')
  talk.hear('#')
  expect(lastStepOf('activated', talk.state())).toBe('read-back')
  for (let block = 0; block < 7; block += 1) talk.hear('')
  expect(lastStepOf('activated', talk.state())).toBe('done')
})

test('where the core says no the call ends with that, wherever the caller was', () => {
  expect(lastStepOf('refused', start().state())).toBe('refused')
  expect(lastStepOf('hung-up', start().state())).toBe('welcome')
})

test('whoever waits for a person, or speaks with one, is in a step of his own, and done when he was helped', () => {
  const talk = startTalk({ genuine: [id], people: 'waits' })
  talk.hear(digits.slice(0, 35))
  talk.hear('*0')
  expect(stepOf(talk.state())).toBe('person')
  expect(lastStepOf('hung-up', talk.state())).toBe('person')
  expect(lastStepOf('helped', talk.state())).toBe('done')
})
