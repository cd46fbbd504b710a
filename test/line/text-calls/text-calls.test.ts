import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Sheet } from '../../../src/phone/callers/text/index.ts'

type Story = {
  readonly name: string
  readonly ends: readonly string[]
  readonly sheets: readonly Sheet[]
  readonly outcome: string
  readonly inSeconds: number
}

const program = new URL('stories.ts', import.meta.url).pathname
const stories = new Map<string, Story>()

beforeAll(() => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (status !== 0) throw new Error(stderr)
  for (const line of stdout.trim().split('\n')) {
    const story = JSON.parse(line) as Story
    stories.set(story.name, story)
  }
}, 600_000)

const story = (name: string): Story => {
  const found = stories.get(name)
  if (found === undefined) throw new Error(`there is no story "${name}"`)
  return found
}
const printedIn = ({ sheets }: Story): string =>
  sheets
    .filter(({ who }) => who === 'line')
    .map(({ text }) => text)
    .join('\n')
    .replaceAll(/\s+/g, ' ')

describe('who types by hand with slips, at 3 dB and with one packet in a hundred lost, reads the right answer on minimodem', () => {
  test.each(['american', 'british'])('%s', (name) => {
    expect(story(name).outcome).toBe('confirmed')
  })
})

describe('what goes wrong in whole calls', () => {
  test('a caller who types while the line writes is listened to', () => {
    const { outcome, sheets } = story('interrupting')
    expect(sheets[0]?.who).toBe('caller')
    expect(outcome).toBe('confirmed')
  })

  test('a minute of noise as loud as it can be, and then he types', () => {
    expect(story('noise').outcome).toBe('confirmed')
  })

  test('a machine that has stayed in letters types QWERTY for digits', () => {
    expect(story('letters').outcome).toBe('confirmed')
  })

  test('another program’s ID is told to be none of ours, and then the right one comes', () => {
    const other = story('other-program')
    expect(printedIn(other)).toContain('THIS IS NO INSTALLATION ID OF')
    expect(other.outcome).toBe('confirmed')
  })

  test('who hangs up in the middle goes on in his next call where he was', () => {
    const { ends, sheets, outcome } = story('cut-off')
    expect(ends).toEqual(['caller', 'line'])
    const typed = sheets.filter(({ who, text }) => who === 'caller' && /\d{7}/.test(text))
    expect(typed.slice(0, 2).map(({ text }) => text.match(/\d{7}/g)?.length)).toEqual([4, 5])
    expect(outcome).toBe('confirmed')
  })

  test('an operator of a relay service is given the time to pass everything on', () => {
    expect(story('relay').outcome).toBe('confirmed')
  })
})
