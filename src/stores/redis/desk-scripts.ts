import { calledBackWithinMs } from '../../operators/desk/contact.ts'
import { deskKeys } from './keys.ts'
import { defineScript } from './script.ts'

/** Each script has all the keys of the desk, by their names. Times to be forgotten begin anew with each change. */
const named = `local ${Object.keys(deskKeys).join(', ')} = unpack(KEYS)`

const changing = `${named}
local function tell(id)
  redis.call('ZADD', changed, redis.call('INCRBY', revision, 1), id)
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ${calledBackWithinMs}) end
end`

/** Values: from which revision a desk that is made anew counts on. */
export const beginDesk = defineScript(`${named}
if redis.call('SET', revision, ARGV[1], 'NX', 'PX', ${calledBackWithinMs}) then
  redis.call('SET', forgotten, ARGV[1], 'PX', ${calledBackWithinMs})
end`)

/** Values: its name, its call, its version, its text. Answers nothing, or the one that this call has. */
export const enterContact = defineScript(`${changing}
local id, call, version, text = unpack(ARGV)
local own = redis.call('HGET', calls, call)
if own and not redis.call('ZSCORE', over, own) then
  local there = redis.call('HGET', contacts, own)
  if there then return there end
end
redis.call('HSET', contacts, id, text)
redis.call('HSET', versions, id, version)
redis.call('HSET', calls, call, id)
tell(id)
return false`)

/**
 * A mark by chance tells a writer that asks again, since he had no answer, that it was his own change that was made.
 * Values: its name, the version before, the one after, the mark, its text, when it was over or nothing, its call. Answers
 * nothing, or a list with the one that is there, if any.
 */
export const changeContact = defineScript(`${changing}
local id, before, after, mark, text, ended, call = unpack(ARGV)
if redis.call('HGET', marks, id) == mark then return false end
if redis.call('HGET', versions, id) ~= before then
  return { redis.call('HGET', contacts, id) or nil }
end
local last = cjson.decode(redis.call('HGET', contacts, id)).callId
if last ~= call then
  if redis.call('HGET', calls, last) == id then redis.call('HDEL', calls, last) end
  redis.call('HSET', calls, call, id)
end
redis.call('HSET', contacts, id, text)
redis.call('HSET', versions, id, after)
redis.call('HSET', marks, id, mark)
if ended ~= '' then
  redis.call('ZADD', over, ended, id)
  redis.call('ZREM', heard, id)
end
tell(id)
return false`)

/**
 * Values: the revision that was heard last, or -1. Answers the revision, whether what follows is all that is not
 * over, and the contacts; nothing where there is no desk.
 */
export const readChanges = defineScript(`${named}
local last, before = unpack(redis.call('MGET', revision, forgotten))
if not last then return false end
last, before = tonumber(last), tonumber(before or last)
local heard = tonumber(ARGV[1])
local isWhole = heard < before or heard > last
local found = { last, isWhole and 1 or 0 }
local from = isWhole and '-inf' or '(' .. ARGV[1]
for _, id in ipairs(redis.call('ZRANGE', changed, from, '+inf', 'BYSCORE')) do
  if not (isWhole and redis.call('ZSCORE', over, id)) then
    found[#found + 1] = redis.call('HGET', contacts, id)
  end
end
return found`)

/** Values: its call. */
export const readContactOfCall = defineScript(`${named}
local id = redis.call('HGET', calls, ARGV[1])
return id and redis.call('HGET', contacts, id)`)

/** Values: the contact, when it was heard of. */
export const hearContact = defineScript(`${named}
local id, at = unpack(ARGV)
if redis.call('HEXISTS', contacts, id) == 0 or redis.call('ZSCORE', over, id) then return false end
redis.call('ZADD', heard, at, id)
redis.call('PEXPIRE', heard, ${calledBackWithinMs})
return false`)

/** Values: until when. Answers who was heard of last until then. */
export const readUnheard = defineScript(`${named}
return redis.call('ZRANGE', heard, '-inf', ARGV[1], 'BYSCORE')`)

/** Values: what was over then, and whoever was seen last then, is forgotten. */
export const forgetOver = defineScript(`${named}
for _, id in ipairs(redis.call('ZRANGE', over, '-inf', ARGV[1], 'BYSCORE')) do
  local call = cjson.decode(redis.call('HGET', contacts, id)).callId
  if redis.call('HGET', calls, call) == id then redis.call('HDEL', calls, call) end
  local last = redis.call('ZSCORE', changed, id)
  if tonumber(last) > tonumber(redis.call('GET', forgotten) or 0) then
    redis.call('SET', forgotten, last, 'PX', ${calledBackWithinMs})
  end
  for number = 1, redis.call('HGET', messages, id) or 0 do
    redis.call('HDEL', messages, id .. ':' .. number)
  end
  redis.call('HDEL', messages, id, id .. ':caller', id .. ':progress')
  redis.call('HDEL', marks, id, id .. ':said')
  redis.call('HDEL', versions, id)
  redis.call('HDEL', contacts, id)
  redis.call('ZREM', changed, id)
  redis.call('ZREM', over, id)
end
for _, operator in ipairs(redis.call('ZRANGE', seen, '-inf', ARGV[1], 'BYSCORE')) do
  redis.call('HDEL', attending, operator)
  redis.call('ZREM', seen, operator)
end`)

/** Values: the operator, his attendance, when he was seen. */
export const attendDesk = defineScript(`${named}
redis.call('HSET', attending, ARGV[1], ARGV[2])
redis.call('ZADD', seen, ARGV[3], ARGV[1])
for _, key in ipairs({ attending, seen }) do redis.call('PEXPIRE', key, ${calledBackWithinMs}) end`)

/** Values: the operator, when he was seen. Answers 1 where he was there before. */
export const seeOperator = defineScript(`${named}
if redis.call('HEXISTS', attending, ARGV[1]) == 0 then return 0 end
redis.call('ZADD', seen, ARGV[2], ARGV[1])
for _, key in ipairs({ attending, seen }) do redis.call('PEXPIRE', key, ${calledBackWithinMs}) end
return 1`)

/** Values: whoever was seen after that. Answers attendances and when they were seen, in turn. */
export const readAttending = defineScript(`${named}
local found = {}
for _, operator in ipairs(redis.call('ZRANGE', seen, '(' .. ARGV[1], '+inf', 'BYSCORE')) do
  found[#found + 1] = redis.call('HGET', attending, operator)
  found[#found + 1] = redis.call('ZSCORE', seen, operator)
end
return found`)

/**
 * Values: the contact, the mark, the message; of a caller's own its time, else nothing. Answers its number, or 0 where there
 * is no such contact.
 */
export const sayInContact = defineScript(`${changing}
local id, mark, message, at = unpack(ARGV)
if redis.call('HEXISTS', contacts, id) == 0 then return 0 end
if redis.call('HGET', marks, id .. ':said') == mark then return tonumber(redis.call('HGET', messages, id)) end
if at ~= '' then
  local last = redis.call('HGET', messages, id .. ':caller') or ''
  if string.match(last, '^%d+') == at then return tonumber(string.match(last, '%d+$')) end
end
local number = redis.call('HINCRBY', messages, id, 1)
redis.call('HSET', messages, id .. ':' .. number, message)
if at ~= '' then redis.call('HSET', messages, id .. ':caller', at .. ' ' .. number) end
redis.call('HSET', marks, id .. ':said', mark)
tell(id)
return number`)

/** Values: the contact, the number that was read last. Answers the messages after it. */
export const readSaid = defineScript(`${named}
local found = {}
for number = ARGV[2] + 1, redis.call('HGET', messages, ARGV[1]) or 0 do
  found[#found + 1] = redis.call('HGET', messages, ARGV[1] .. ':' .. number)
end
return found`)

/** Values: the contact, how far it has come. */
export const noteProgress = defineScript(`${changing}
local id, progress = unpack(ARGV)
if redis.call('HEXISTS', contacts, id) == 0 then return false end
redis.call('HSET', messages, id .. ':progress', progress)
tell(id)
return false`)
