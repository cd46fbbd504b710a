import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { DatabaseAddress } from '../../src/stores/open-database.ts'

export type Asked = { readonly nth: number; readonly installationId: readonly string[] }

/** What a client received: the confirmation ID or the reason why not; or that it failed. */
export type Told =
  | { readonly nth: number; readonly answer: string; readonly reactivation?: boolean }
  | { readonly nth: number; readonly fault: string }

export type Worker = {
  /** Settles when it has answered, or with nothing when it was killed before. */
  readonly ask: (asked: Asked) => Promise<Told | undefined>
  readonly kill: () => Promise<void>
  readonly end: () => Promise<void>
}

const program = new URL('activate-stream.ts', import.meta.url).pathname

/** A process that activates on the ledger at the address. */
export async function startWorker(address: DatabaseAddress): Promise<Worker> {
  const child = spawn(process.execPath, [program, JSON.stringify(address)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = new Map<number, (told: Told | undefined) => void>()
  const ready = Promise.withResolvers<void>()
  createInterface(child.stdout).on('line', (text) => {
    if (text === 'ready') return ready.resolve()
    const told = JSON.parse(text) as Told
    waiting.get(told.nth)?.(told)
    waiting.delete(told.nth)
  })
  // What is written to a process that was just killed goes nowhere.
  child.stdin.on('error', () => {})
  child.once('close', () => {
    for (const answer of waiting.values()) answer(undefined)
    ready.reject(new Error('the process ended before it was ready'))
  })
  await ready.promise
  return {
    ask: (asked) =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve(undefined)
        waiting.set(asked.nth, resolve)
        child.stdin.write(`${JSON.stringify(asked)}\n`)
      }),
    kill: () => endOf(child, () => child.kill('SIGKILL')),
    end: () => endOf(child, () => child.stdin.end()),
  }
}

async function endOf(child: ChildProcess, begin: () => void): Promise<void> {
  const gone = once(child, 'close')
  begin()
  await gone
}
