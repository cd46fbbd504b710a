import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { engines, temporaryAddresses } from '../stores/engines.ts'

const program = new URL('model-run.ts', import.meta.url).pathname

describe.each(engines)('with the books in %s', (engine) => {
  const newAddress = temporaryAddresses(engine)

  test('ten thousand random operations are answered as the plainest reading of the rules says', async () => {
    const args = [JSON.stringify(await newAddress()), '10000', '1']
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args])
    const [, operations] = /^(\d+) operations, no difference$/m.exec(stdout) ?? []
    expect(Number(operations)).toBeGreaterThanOrEqual(10_000)
  }, 300_000)
})
