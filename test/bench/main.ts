/** `npm run bench [name]`: the figures of docs/benchmarks.md, made again. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { activations } from './activations.ts'
import { calls } from './calls.ts'
import { board } from './console.ts'
import { identifiers } from './identifiers.ts'
import { ledgerSize } from './ledger-size.ts'
import { ladder } from './ladder.ts'
import { load } from './load.ts'
import { memory } from './memory.ts'
import { start } from './start.ts'
import { overload } from './overload.ts'
import { strangers } from './strangers.ts'
import { textCalls } from './text-calls.ts'
import { tty } from './tty.ts'

const healing = new URL('healing.ts', import.meta.url).pathname

const benches: Readonly<Record<string, (args: readonly string[]) => unknown>> = {
  ladder,
  activations,
  'ledger-size': ledgerSize,
  calls,
  console: board,
  load,
  memory,
  identifiers,
  overload,
  start,
  strangers,
  tty,
  'text-calls': textCalls,
  healing: (args) => spawnSync(process.execPath, [healing, ...args], { stdio: 'inherit' }),
}

const [name = 'ladder', ...args] = process.argv.slice(2)
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
if (bench === undefined || (name === 'healing' && !existsSync(healing))) {
  console.error(`There is no bench "${name}"; there are: ${Object.keys(benches).join(', ')}.`)
  process.exitCode = 64
} else await bench(args)
