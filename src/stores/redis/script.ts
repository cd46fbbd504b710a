import { createHash } from 'node:crypto'
import type { Redis } from './redis.ts'

/** A Lua script that runs whole or, where it writes nothing, not at all; known to the server by its hash. */
export type Script = { readonly text: string; readonly hash: string }

type Said = {
  readonly keys: readonly [string, ...string[]]
  readonly values: readonly string[]
  readonly by?: 'send' | 'write'
}

export function defineScript(text: string): Script {
  return { text, hash: createHash('sha1').update(text).digest('hex') }
}

/** Runs a script on one key. */
export function run(
  redis: Redis,
  script: Script,
  [key, ...values]: readonly [string, ...string[]],
): Promise<unknown> {
  return runOn(redis, script, { keys: [key], values })
}

/** Runs a script on keys that lie in one slot; one that only reads is said by `send`. A server that does not know it yet is told it once. */
export async function runOn(
  redis: Redis,
  { text, hash }: Script,
  { keys, values, by = 'write' }: Said,
): Promise<unknown> {
  const rest = [String(keys.length), ...keys, ...values]
  try {
    return await redis[by](keys[0], ['EVALSHA', hash, ...rest])
  } catch (error) {
    if (!String(error).includes('NOSCRIPT')) throw error
    return redis[by](keys[0], ['EVAL', text, ...rest])
  }
}
