/**
 * Everything that must hold, one npm script after the other, each of which can be run alone. The last
 * line says how many checks and tests passed and failed.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const folder = mkdtempSync(join(tmpdir(), 'activation-line-'))
const results = join(folder, 'jest.json')
let passed = 0
let failed = 0

for (const script of ['types', 'lint', 'unused', 'format:check']) {
  if (run(script)) passed += 1
  else failed += 1
}
const areTestsFine = run('jest', '--', '--json', `--outputFile=${results}`)
const tests = readResults()
passed += tests.numPassedTests
failed += tests.numFailedTests + tests.numRuntimeErrorTestSuites
if (process.env['CI'] !== undefined) failed += tests.numPendingTests + tests.numTodoTests
if (!areTestsFine && failed === 0) failed += 1

process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)

function run(script, ...args) {
  process.stdout.write(`\n— ${script}\n`)
  const npm = process.env['npm_execpath']
  const command = npm === undefined ? ['npm'] : [process.execPath, npm]
  const [program, ...rest] = [...command, 'run', '--silent', script, ...args]
  return spawnSync(program, rest, { stdio: ['ignore', 1, 1] }).status === 0
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
