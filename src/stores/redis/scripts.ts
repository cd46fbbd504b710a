import { defineScript } from './script.ts'

/** What of a call is found: the fields of `foundIn`, in their order. */
export const foundFields = ['turn', 'reply', 'state', 'caseNumber', 'caller', 'over'] as const

const found = `redis.call('HMGET', KEYS[1], ${foundFields.map((name) => `'${name}'`).join(', ')})`

/**
 * Stores a turn only where the one before it is what is stored; nothing, for turn 1. A mark by chance tells a
 * writer that asks again, since he had no answer, that it was his own turn that was stored.
 * Values: turn, mark, ms to remember, then fields and what is in them. Answers nothing, or what is found.
 */
export const saveTurn = defineScript(`
local turn, over, mark = unpack(redis.call('HMGET', KEYS[1], 'turn', 'over', 'mark'))
if mark == ARGV[2] then return false end
if tonumber(turn or 0) ~= ARGV[1] - 1 or over == '1' then return ${found} end
redis.call('HSET', KEYS[1], 'turn', ARGV[1], 'mark', ARGV[2], unpack(ARGV, 4))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return false
`)

/**
 * The call has ended: its state and reply go, what its case brought in stays.
 * Values: ms since 1970, ms to remember.
 */
export const endCall = defineScript(`
if redis.call('HEXISTS', KEYS[1], 'reply') == 0 then return end
redis.call('HSET', KEYS[1], 'over', '1', 'at', ARGV[1])
redis.call('HDEL', KEYS[1], 'reply', 'state')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
`)

/**
 * Gives a call that has had no turn yet a case number: the one it has, unless that turned out to be another's.
 * Values: a number, the one that is another's, ms to remember. Answers the number, or what is found.
 */
export const numberCall = defineScript(`
if redis.call('HEXISTS', KEYS[1], 'turn') == 1 then return ${found} end
local own = redis.call('HGET', KEYS[1], 'caseNumber')
if own and own ~= ARGV[2] then return own end
redis.call('HSET', KEYS[1], 'caseNumber', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return ARGV[1]
`)

/**
 * Counts a try for the answer of a finished case, where one is left. Values: how many there are.
 * Answers what was confirmed and how many were taken, or nothing.
 */
export const countTry = defineScript(`
local confirmed, tries = unpack(redis.call('HMGET', KEYS[1], 'confirmed', 'tries'))
if not confirmed or tonumber(tries or 0) >= tonumber(ARGV[1]) then return false end
return {confirmed, redis.call('HINCRBY', KEYS[1], 'tries', 1)}
`)

/** A right group was no wrong one. A call that is forgotten by now stays so. */
export const takeBackTry = defineScript(`
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HINCRBY', KEYS[1], 'tries', -1) end
`)

/**
 * Counts under a name, which is forgotten so long after the first count. Values: how many more, ms to remember.
 * Answers how many there are, and in how many ms they are forgotten.
 */
export const countUnder = defineScript(`
redis.call('SET', KEYS[1], 0, 'PX', ARGV[2], 'NX')
return { redis.call('INCRBY', KEYS[1], ARGV[1]), redis.call('PTTL', KEYS[1]) }
`)
