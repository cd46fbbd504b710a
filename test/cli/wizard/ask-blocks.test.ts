import { describe, expect, test } from '@jest/globals'
import { askBlocks } from '../../../src/cli/wizard/ask-blocks.ts'
import { example } from '../../wizard/vectors.ts'

const blocks = example().confirmationId
const [a = '', b = '', c = ''] = blocks
const wrong = `${a.slice(0, 6)}${String((Number(a[6]) + 1) % 10)}`

/** Somebody who types these lines and then leaves; the screen shows what was asked and said. */
async function typing(...lines: readonly string[]): Promise<{
  readonly result: readonly string[] | undefined
  readonly screen: readonly string[]
}> {
  const screen: string[] = []
  const rest = [...lines]
  const result = await askBlocks({
    ask: async (question) => {
      screen.push(question.trim())
      return rest.shift()
    },
    say: (line) => {
      screen.push(line)
    },
  })
  return { result, screen }
}

describe('the blocks of a confirmation ID', () => {
  test('are asked for one by one, from A to H', async () => {
    const { result, screen } = await typing(...blocks)
    expect(result).toEqual(blocks)
    expect(screen).toEqual(Array.from('ABCDEFGH', (letter) => `Block ${letter}:`))
  })

  test('may be typed with blanks, and several on a line', async () => {
    const { result } = await typing(
      `${a.slice(0, 3)} ${a.slice(3)}`,
      `${b} ${c}`,
      ...blocks.slice(3),
    )
    expect(result).toEqual(blocks)
  })

  test('may be pasted all at once, as they are', async () => {
    const text = blocks.join(' ')
    expect((await typing(text)).result).toEqual([text.replaceAll(' ', '')])
  })

  test('are called wrong at once, and only that block is asked again', async () => {
    const { result, screen } = await typing(wrong, ...blocks)
    expect(result).toEqual(blocks)
    expect(screen.slice(0, 3)).toEqual([
      'Block A:',
      'Block A is not right. Type it again, or press Enter to leave it as it is.',
      'Block A:',
    ])
  })

  test('that are too short or no digits are called so', async () => {
    const { screen } = await typing(a.slice(0, 5), 'help', ...blocks)
    expect(screen[1]).toMatch(/^Block A has seven digits, not 5\./)
    expect(screen[3]).toMatch(/^Block A has only digits/)
  })

  test('stay as they are typed when Enter says so', async () => {
    const { result } = await typing(wrong, '', ...blocks.slice(1))
    expect(result).toEqual([wrong, ...blocks.slice(1)])
  })

  test('are asked for again after Enter alone', async () => {
    expect((await typing('', '', ...blocks)).result).toEqual(blocks)
  })

  test('of which one line has a wrong one keep those before it', async () => {
    const { result, screen } = await typing(a, `${b} ${a} ${c}`, c, ...blocks.slice(3))
    expect(result).toEqual(blocks)
    expect(screen[2]).toMatch(/^Block C is not right/)
  })

  test('are none when the typing stops', async () => {
    expect((await typing(a, b)).result).toBeUndefined()
  })
})
