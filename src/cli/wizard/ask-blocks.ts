import { bare, blockLetters, checkBlock, letterOf, type BlockLetter } from '../../wizard/blocks.ts'

/** Somebody at a keyboard. `ask`: the next line typed, absent when nothing more will come. */
export type Keyboard = {
  readonly ask: (question: string) => Promise<string | undefined>
  readonly say: (line: string) => void
}

/**
 * Takes the eight blocks one by one and says at once which one is wrong. Several blocks on a line are
 * welcome, all of them too. Enter alone keeps a wrong block as it was typed, to be mended if it can be.
 * Absent: the typing stopped before the end.
 */
export async function askBlocks({ ask, say }: Keyboard): Promise<readonly string[] | undefined> {
  const blocks: string[] = []
  let doubtful: string | undefined
  while (blocks.length < blockLetters.length) {
    const line = await ask(`Block ${letterOf(blocks.length)}: `)
    if (line === undefined) return undefined
    const typed = bare(line)
    if (typed === '') {
      if (doubtful !== undefined) blocks.push(doubtful)
      doubtful = undefined
      continue
    }
    if (blocks.length === 0 && allAtOnce.test(typed)) return [typed]
    const cut = cutInSevens(typed)
    const right = fitting(cut, blocks.length)
    blocks.push(...right)
    doubtful = cut[right.length]
    if (doubtful !== undefined && blocks.length < blockLetters.length) {
      say(whatIsWrong(doubtful, letterOf(blocks.length)))
    }
  }
  return blocks
}

/** 56 digits, give or take the one that a slip lost or added. */
const allAtOnce = /^\d{55,57}$/

function cutInSevens(typed: string): readonly string[] {
  return typed.length > 8 ? (typed.match(/.{1,7}/gu) ?? []) : [typed]
}

function fitting(typed: readonly string[], from: number): readonly string[] {
  const wrong = typed.findIndex((block, i) => {
    return from + i >= blockLetters.length || checkBlock(block, from + i) !== 'right'
  })
  return wrong === -1 ? typed : typed.slice(0, wrong)
}

function whatIsWrong(block: string, letter: BlockLetter): string {
  const again = 'Type it again, or press Enter to leave it as it is.'
  if (!/^\d+$/.test(block)) return `Block ${letter} has only digits, seven of them. ${again}`
  return block.length === 7
    ? `Block ${letter} is not right. ${again}`
    : `Block ${letter} has seven digits, not ${String(block.length)}. ${again}`
}
