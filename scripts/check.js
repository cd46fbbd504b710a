/**
 * Everything that must hold, in npm scripts, each of which can be run alone. The last line says how many
 * checks and tests passed and failed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const folder = mkdtempSync(join(tmpdir(), 'activation-line-'))
const results = join(folder, 'jest.json')
let passed = 0
let failed = 0

// Prettier takes one core for as long as the others take another.
await Promise.all([checkInTurn('types', 'lint', 'unused'), checkInTurn('format:check')])
process.stdout.write('\n— jest\n')
const [program, ...rest] = npmRun('jest', '--', '--json', `--outputFile=${results}`)
const areTestsFine = spawnSync(program, rest, { stdio: ['ignore', 1, 1] }).status === 0
const tests = readResults()
passed += tests.numPassedTests
failed += tests.numFailedTests + tests.numRuntimeErrorTestSuites
if (process.env['CI'] !== undefined) failed += tests.numPendingTests + tests.numTodoTests
if (!areTestsFine && failed === 0) failed += 1

process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)

async function checkInTurn(...scripts) {
  for (const script of scripts) {
    if (await check(script)) passed += 1
    else failed += 1
  }
}

/** What it prints comes when it is over, not among what another prints. */
async function check(script) {
  const [program, ...rest] = npmRun(script)
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (printed += text))
  }
  const [status] = await once(child, 'close')
  process.stdout.write(`\n— ${script}\n${printed}`)
  return status === 0
}

function npmRun(script, ...args) {
  const npm = process.env['npm_execpath']
  const command = npm === undefined ? ['npm'] : [process.execPath, npm]
  return [...command, 'run', '--silent', script, ...args]
}

function readResults() {
  try {
    return JSON.parse(readFileSync(results, 'utf8'))
  } catch {
    return {
      numPassedTests: 0,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 0,
      numPendingTests: 0,
      numTodoTests: 0,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
