import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { signatureOf } from '../../src/phone/signature.ts'
import { runLine } from '../cli/run-line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { startLine, type LineProcess } from '../support/line-process.ts'
import type { Cluster } from '../support/postgres-cluster.ts'
import { keepCluster } from '../support/postgres-own.ts'

const newFolder = temporaryFolders()
const patienceInMs = 60_000
const url = 'https://line.example'
const token = 'token-of-this-test'
const masterKey = new Uint8Array(32).fill(0xab)

let cluster: Cluster
let line: LineProcess
let port = ''
let settings: Readonly<Record<string, string>>
let folder = ''

beforeAll(async () => {
  folder = newFolder()
  cluster = await keepCluster()
  writeFileSync(join(folder, 'numbers.yaml'), '- { number: "+448081570142", country: GB }\n')
  settings = {
    PORT: '0',
    PUBLIC_URL: url,
    TWILIO_AUTH_TOKEN: token,
    MASTER_KEY: Buffer.from(masterKey).toString('hex'),
    DATABASE_URL: cluster.url,
    NUMBERS_FILE: 'numbers.yaml',
  }
  await runLine(folder, settings, ['products', 'add', '--number', '42', '--name', 'Example'])
  const mint = ['keys', 'mint', '--product', '42', '--class', 'mak', '--limit', '5', '--count', '1']
  const minted = await runLine(folder, settings, mint)
  if (minted.status !== 0) throw new Error(minted.err)
  line = startLine(folder, settings)
  port = /"port":(\d+)/.exec(await line.printed(/the line is open/))?.[1] ?? ''
}, patienceInMs)

afterAll(async () => {
  line.signal('SIGKILL')
  await line.ended
  await cluster.close()
})

const installationId = (machine: number): readonly string[] =>
  makeInstallationId({
    product: 42,
    serial: 1,
    secret: createSecrets(masterKey).keySecret(42, 1),
    hardware: Uint8Array.from({ length: 8 }, (_, part) => 30 * machine + part),
  })

/** What the line answers to a call's webhook. */
const post = async (call: number, path: string, own: Readonly<Record<string, string>> = {}) => {
  const params = {
    CallSid: `CA${call}`,
    AccountSid: 'AC0',
    From: `+44791234567${call % 5}`,
    To: '+448081570142',
    CallStatus: 'in-progress',
    ...own,
  }
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'x-twilio-signature': signatureOf(token, url + path, params) },
    body: new URLSearchParams(params),
  })
  expect(response.status).toBe(200)
  return response.text()
}

const nextOf = (document: string): string =>
  (/<Redirect method="POST">([^<#]*)/.exec(document)?.[1] ?? '').replace(url, '')

const activations = async (): Promise<number> => {
  const exported = await runLine(folder, settings, ['ledger', 'export', '--table', 'activations'])
  expect(exported).toMatchObject({ status: 0, err: '' })
  return exported.out.split('\n').filter((row) => row !== '').length
}

test(
  'Postgres dies while an ID is keyed: the same keys are activated once when it is back, and never twice',
  async () => {
    await post(1, '/twilio/voice')
    await cluster.kill()
    const failed = await post(1, '/twilio/voice/turn?turn=1', {
      Digits: installationId(1).join(''),
    })
    expect(failed).toContain('Something went wrong on our side. Let us go on.')
    const turnedAway = await post(2, '/twilio/voice')
    expect(turnedAway).toMatch(/We cannot activate at this moment\..*from nine to five.*<Hangup\/>/)
    expect(turnedAway).not.toContain('<Gather')
    await cluster.start()
    const answered = await post(1, nextOf(failed))
    expect(answered).toContain('The answer has eight blocks')
    expect(await post(1, nextOf(failed))).toBe(answered)
    expect(await activations()).toBe(1)
  },
  patienceInMs,
)

test(
  'Postgres stays away: the call ends with its number, and the next one goes on with all that was keyed',
  async () => {
    await post(3, '/twilio/voice')
    await cluster.kill()
    const groups = installationId(3)
    let reply = await post(3, '/twilio/voice/turn?turn=1', { Digits: groups.join('') })
    for (let times = 2; times <= 3; times += 1) reply = await post(3, nextOf(reply))
    expect(reply).toMatch(/I cannot go on now.*Once more:.*within twenty-four hours.*<Hangup\/>/)
    await cluster.start()
    await post(3, '/twilio/voice/status', { CallStatus: 'completed' }).catch(() => {})
    expect(await post(8, '/twilio/voice')).toContain('All nine groups have reached me')
    const answered = await post(8, '/twilio/voice/turn?turn=1', { Digits: groups.at(-1) ?? '' })
    expect(answered).toContain('The answer has eight blocks')
    expect(await activations()).toBe(2)
  },
  patienceInMs,
)
