import { createInterface } from 'node:readline'
import type { Keyboard } from './ask-blocks.ts'

/** Standard input, line by line; questions go to standard error, so that standard output holds the result alone. */
export async function withTerminal<T>(use: (keyboard: Keyboard) => Promise<T>): Promise<T> {
  const { stdin: input, stderr: output } = process
  const open = (): Lines => {
    const lines = createInterface({ input, output, terminal: input.isTTY })
    return { close: () => lines.close(), next: lines[Symbol.asyncIterator]() }
  }
  let lines: Lines | undefined
  const keyboard: Keyboard = {
    ask: async (question) => {
      lines ??= open()
      output.write(question)
      const { done, value } = await lines.next.next()
      return done === true ? undefined : value
    },
    say: (line) => output.write(`${line}\n`),
  }
  try {
    return await use(keyboard)
  } finally {
    lines?.close()
  }
}

type Lines = { readonly close: () => void; readonly next: AsyncIterator<string, undefined> }
