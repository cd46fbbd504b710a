import { createHash } from 'node:crypto'
import type { Redis } from './redis.ts'

/** A Lua script that runs whole or, where it writes nothing, not at all; known to the server by its hash. */
export type Script = { readonly text: string; readonly hash: string }

export function defineScript(text: string): Script {
  return { text, hash: createHash('sha1').update(text).digest('hex') }
}

/** Runs a script on one key. A server that does not know it yet is told it once. */
export async function run(
  redis: Redis,
  { text, hash }: Script,
  [key, ...values]: readonly [string, ...string[]],
): Promise<unknown> {
  const rest = ['1', key, ...values]
  try {
    return await redis.write(key, ['EVALSHA', hash, ...rest])
  } catch (error) {
    if (!String(error).includes('NOSCRIPT')) throw error
    return redis.write(key, ['EVAL', text, ...rest])
  }
}
