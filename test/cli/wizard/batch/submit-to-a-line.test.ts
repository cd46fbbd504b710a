import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { submit } from '../../../../src/cli/wizard/batch/submit.ts'
import type { Outcome } from '../../../../src/cli/wizard/outcome.ts'
import { createChecker } from '../../../../src/identifiers/confirmation-id.ts'
import { parseInstallationId } from '../../../../src/identifiers/installation-id.ts'
import { readAnswers, requestLine } from '../../../../src/wizard/index.ts'
import { anyMachine, firstOf } from '../../../activation/line.ts'
import { type Office, openOffice } from '../../../api/serve.ts'

let folder = ''
let office: Office
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'submit-'))
  office = await openOffice(folder)
})
afterEach(async () => {
  await office.close()
  rmSync(folder, { recursive: true, force: true })
})

const submitted = async (token: string): Promise<Outcome> =>
  submit({
    to: new URL(office.url).origin,
    path: join(folder, 'requests.ndjson'),
    token,
    program: 'wizard',
    say: () => undefined,
  })

test('a real line answers a submitted file with IDs that the programs accept, as often as it is sent', async () => {
  const { line } = office
  const key = firstOf(await line.mint('mak', 4))
  const ids = [1, 2, 3, 4, 5].map((nth) => line.shows(key, anyMachine(nth)))
  const requests = ids.map((installationId) => requestLine({ installationId }))
  writeFileSync(join(folder, 'requests.ndjson'), requests.join(''))

  const token = await office.tokenFor('batch')
  const first = await submitted(token)
  expect(first.json).toMatchObject({ confirmed: 4, refused: { exhausted: 1 } })
  const { good, bad } = readAnswers(readFileSync(join(folder, 'requests.answers.ndjson'), 'utf8'))
  expect(bad).toEqual([])
  const { publicKey } = firstOf(await line.ledger.products())
  const checker = createChecker(publicKey)
  const accepted = good.filter((answer) => {
    const read = parseInstallationId(answer.installationId)
    return (
      answer.kind === 'confirmed' &&
      read.kind === 'installation' &&
      checker.check(answer.confirmationId, read.payload).kind === 'genuine'
    )
  })
  expect(accepted).toHaveLength(4)

  rmSync(join(folder, 'requests.answers.ndjson'))
  expect((await submitted(token)).json).toEqual(first.json)
  expect(await line.ledger.key(key)).toMatchObject({ used: 4 })
})

test('a token that may not send many at once is told so', async () => {
  const { line } = office
  const key = firstOf(await line.mint('mak', 4))
  const request = requestLine({ installationId: line.shows(key, anyMachine(1)) })
  writeFileSync(join(folder, 'requests.ndjson'), request)
  const outcome = await submitted(await office.tokenFor('keys:read')).catch(
    (error: unknown) => error,
  )
  expect(JSON.stringify(outcome instanceof Error ? outcome.message : outcome)).toMatch(
    /token|scope/i,
  )
  expect(await line.ledger.key(key)).toMatchObject({ used: 0 })
})
