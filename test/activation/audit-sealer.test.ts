import { setImmediate as others } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import type { Audit, AuditHead } from '../../src/activation/audit.ts'
import { type Sealer, startSealer } from '../../src/activation/audit-sealer.ts'

type Stage = {
  readonly sealer: Sealer
  /** What waits to be sealed, and what the database does. */
  readonly books: {
    waiting: number
    sealed: number
    rounds: number
    emptied: number
    error?: Error
    busy?: true
  }
  readonly heads: readonly AuditHead[]
  readonly errors: readonly unknown[]
  /** Lets so many pauses pass, one after the other. */
  readonly pass: (pauses: number) => Promise<void>
}

/** A sealer whose pauses end when the test says so, over books that only count. */
function stage(): Stage {
  const books: Stage['books'] = { waiting: 0, sealed: 0, rounds: 0, emptied: 0 }
  const heads: AuditHead[] = []
  const errors: unknown[] = []
  let at = 0
  let wake = (): void => {}
  const audit: Pick<Audit, 'seal' | 'auditHead'> = {
    seal: async (_seal, atMost) => {
      books.rounds += 1
      if (books.error !== undefined) throw books.error
      if (books.busy) return { kind: 'busy' }
      const count = Math.min(atMost, books.waiting)
      books.waiting -= count
      books.sealed += count
      return { kind: 'sealed', count, isAll: books.waiting === 0 }
    },
    auditHead: async () =>
      books.sealed === 0 ? undefined : { number: books.sealed, seal: 'f'.repeat(64) },
  }
  const sealer = startSealer({
    audit,
    seal: () => ({ number: 1, seal: '' }),
    pause: (ms, stop) =>
      new Promise((resolve) => {
        wake = () => {
          at += ms
          resolve()
        }
        stop.addEventListener('abort', () => resolve())
      }),
    now: () => at,
    onSealed: () => (books.emptied += 1),
    onHead: (head) => heads.push(head),
    onFault: (error) => errors.push(error),
  })
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await others()
  }
  return {
    sealer,
    books,
    heads,
    errors,
    pass: async (pauses) => {
      await settled()
      for (let pause = 0; pause < pauses; pause += 1) {
        wake()
        await settled()
      }
    },
  }
}

test('every half second all that waits is sealed, bounded portions at a time', async () => {
  const { sealer, books, pass } = stage()
  await pass(0)
  books.waiting = 1_200
  await pass(1)
  expect(books).toMatchObject({ waiting: 0, sealed: 1_200, rounds: 4, emptied: 2 })
  await sealer.stop()
})

test('while another process seals it is left to that one', async () => {
  const { sealer, books, pass } = stage()
  await pass(0)
  books.waiting = 3
  books.busy = true
  await pass(2)
  expect(books).toMatchObject({ waiting: 3, rounds: 3 })
  delete books.busy
  await pass(1)
  expect(books).toMatchObject({ waiting: 0, rounds: 4 })
  await sealer.stop()
})

test('the head is told every minute, and when the line closes', async () => {
  const { sealer, books, heads, pass } = stage()
  await pass(0)
  books.waiting = 5
  await pass(119)
  expect(heads).toEqual([])
  await pass(1)
  expect(heads).toEqual([{ number: 5, seal: 'f'.repeat(64) }])
  await pass(120)
  expect(heads).toHaveLength(2)
  await sealer.stop()
  expect(heads).toHaveLength(3)
})

test('who stops seals what is left', async () => {
  const { sealer, books, pass } = stage()
  await pass(1)
  books.waiting = 600
  await sealer.stop()
  expect(books).toMatchObject({ waiting: 0, sealed: 600 })
})

test('an outage is told once and then every minute, and sealing goes on after it', async () => {
  const { sealer, books, errors, pass } = stage()
  books.waiting = 2
  books.error = new Error('no database')
  await pass(100)
  expect(errors).toHaveLength(1)
  await pass(100)
  expect(errors).toHaveLength(2)
  delete books.error
  await pass(1)
  expect(books.waiting).toBe(0)
  books.error = new Error('again')
  await pass(1)
  expect(errors).toHaveLength(3)
  await sealer.stop()
  expect(errors).toHaveLength(3)
})
