import { describe, expect, test } from '@jest/globals'
import { promptKeys } from '../../src/dialogue/prompt-keys.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'
import { createWording } from '../../src/wording/create-wording.ts'
import { turnsToEnd, walk, type BareInput } from '../support/walk.ts'

const { scripts, locales } = loadScripts({
  scriptsFolder: 'voice-scripts',
  localesFolder: 'locales',
})
const wording = createWording(locales)

/** The longest call: so many turns, whatever happens. */
const mostTurns = 301

const endless: readonly BareInput[] = [
  { kind: 'keys', keys: '' },
  { kind: 'keys', keys: '5' },
  { kind: 'keys', keys: '0' },
  { kind: 'keys', keys: '*' },
  { kind: 'keys', keys: '#' },
  { kind: 'keys', keys: '1234567' },
  { kind: 'text', text: 'hello' },
  { kind: 'hangup' },
]

const reached = new Set<string>()

describe.each([...scripts.values()])('the script of $script.country', ({ script, names }) => {
  const { states, prompts, steps } = walk(script)

  test('every way a call can stand reaches an end, whatever happens again and again', () => {
    let longest = 0
    for (const state of states) {
      for (const input of endless) longest = Math.max(longest, turnsToEnd(script, state, input))
    }
    process.stdout.write(
      `${script.country}: ${states.length} ways to stand, ${steps} steps, no call over ${longest} turns\n`,
    )
    expect(longest).toBeLessThanOrEqual(mostTurns)
  })

  test('every prompt that can be reached is said in every language of the script', () => {
    const said: string[] = []
    for (const prompt of prompts) {
      if (prompt.kind === 'words') reached.add(prompt.key)
      for (const language of script.languages) {
        for (const part of wording.speak(prompt, { language, names })) {
          if (part.kind === 'words') said.push(part.text.trim())
        }
      }
    }
    expect(said).not.toContain('')
    expect(said.length).toBeGreaterThan(0)
  })
})

test('no prompt is there that nobody can hear; apologies are the channels’', () => {
  const unheard = promptKeys.filter((key) => !reached.has(key) && !key.startsWith('apology.'))
  expect(unheard).toEqual([])
})
