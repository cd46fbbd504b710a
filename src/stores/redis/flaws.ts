import type { Redis } from './redis.ts'

/** What of the servers would cost calls some day, each a sentence that says what to do. Nothing is changed there. */
export async function flawsOf(redis: Redis): Promise<readonly string[]> {
  const told = await redis.inform()
  if (told.length === 0) return ['It does not tell how it is set up: the user may not say INFO.']
  return [...new Set(told.flatMap(flawsIn))]
}

function flawsIn(told: string): readonly string[] {
  const said = (name: string): string | undefined =>
    new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(told)?.[1]
  const policy = said('maxmemory_policy')
  const isLimited = said('maxmemory') !== '0'
  return [
    ...(said('role') === 'slave'
      ? ['It is a replica: name the primary, or no call can be kept.']
      : []),
    ...(isLimited && policy !== undefined && policy !== 'noeviction'
      ? ['It forgets calls when its memory is full: set maxmemory-policy to noeviction.']
      : []),
    ...(said('aof_enabled') === '0'
      ? ['It keeps nothing for its next start: set appendonly to yes.']
      : []),
  ]
}
