import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** What a try costs: whoever stole the hashes, and the line. */
export type Cost = {
  /** In KiB. */
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

/** The least that OWASP's Password Storage Cheat Sheet names for argon2id with 19 MiB. */
export const usualCost: Cost = { memory: 19_456, passes: 2, parallelism: 1 }

export type PasswordHashing = {
  /** In the PHC string form: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
  readonly hash: (password: string) => Promise<string>
  /** Takes as long where there is no hash to compare with. `isWeak`: it is to be hashed anew. */
  readonly verify: (password: string, hash: string | undefined) => Promise<Verdict>
}

export type Verdict = { readonly isRight: boolean; readonly isWeak: boolean }

/**
 * Hashes with argon2id off the event loop, two at a time: the threads that do it are those that read files and look up
 * addresses too.
 */
export function createPasswordHashing(cost: Cost = usualCost): PasswordHashing {
  const inTurn = createGate(atOnce)
  const hashWith = (password: string, parts: Parts): Promise<Buffer> =>
    inTurn(() => derive('argon2id', parametersOf(password, parts)))
  const nobody: Parts = { ...cost, salt: randomBytes(saltLength), tag: randomBytes(tagLength) }

  return {
    hash: async (password) => {
      const salt = randomBytes(saltLength)
      const tag = await hashWith(password, { ...cost, salt, tag: new Uint8Array(tagLength) })
      return write({ ...cost, salt, tag })
    },
    verify: async (password, hash) => {
      const kept = hash === undefined ? undefined : read(hash)
      const parts = kept ?? nobody
      const isSame = timingSafeEqual(await hashWith(password, parts), parts.tag)
      const isWeak = parts.memory < cost.memory || parts.passes < cost.passes
      return { isRight: kept !== undefined && isSame, isWeak }
    },
  }
}

const derive = promisify(argon2)

const saltLength = 16
const tagLength = 32
const atOnce = 2

type Parts = Cost & { readonly salt: Uint8Array; readonly tag: Uint8Array }

/** The same letters are the same password, however a keyboard composes them. */
function parametersOf(
  password: string,
  { memory, passes, parallelism, salt, tag }: Parts,
): Parameters<typeof argon2>[1] {
  const message = password.normalize('NFC')
  return { message, nonce: salt, memory, passes, parallelism, tagLength: tag.length }
}

function write({ memory, passes, parallelism, salt, tag }: Parts): string {
  const cost = `m=${memory},t=${passes},p=${parallelism}`
  return `$argon2id$v=19$${cost}$${unpadded(salt)}$${unpadded(tag)}`
}

function read(hash: string): Parts | undefined {
  const found = form.exec(hash)?.groups
  if (found === undefined) return undefined
  const { memory, passes, parallelism, salt = '', tag = '' } = found
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

const form =
  /^\$argon2id\$v=19\$m=(?<memory>\d{1,7}),t=(?<passes>\d{1,3}),p=(?<parallelism>\d{1,2})\$(?<salt>[\w+/]{11,64})\$(?<tag>[\w+/]{16,86})$/

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '')
}

/** Lets so many pieces of work run at a time; the others wait for their turn. */
function createGate(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0

  return async (work) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
