import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import type { Country, E164 } from '../../src/base/brand.ts'
import type { Production } from '../../src/config.ts'
import { loadConfiguration } from '../../src/line/configuration.ts'
import { openLine, type RunningLine } from '../../src/line/open-line.ts'
import { codeAt } from '../../src/operators/accounts/one-time-code.ts'
import { masterKey } from '../activation/line.ts'
import { runLine } from '../cli/run-line.ts'
import { goodPassword } from '../operators/people.ts'
import { createVisitor, type Visitor } from '../operators/visitor.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { usualOperators } from '../operators/usual-policy.ts'

const newFolder = temporaryFolders()

const running: RunningLine[] = []
afterEach(async () => {
  for (const line of running.splice(0)) await line.close()
})

async function open(folder: string, core: Production['core']): Promise<Visitor> {
  const line = await openLine({
    ...loadConfiguration({}),
    settings: {
      mode: 'production',
      port: 0,
      publicUrl: 'https://line.example',
      core,
      accountSid: undefined,
      authTokens: ['token-of-this-test'],
      numbersFile: '',
      phone: false,
      database: { kind: 'sqlite', file: join(folder, 'line.db') },
      logLevel: 'silent',
      apiRatePerMinute: 0,
      traces: false,
      operators: usualOperators,
      drainInMs: 0,
    },
    numbers: [
      { number: '+31201234567' as E164, kind: 'voice', country: 'NL' as Country, licences: [] },
    ],
  })
  running.push(line)
  return createVisitor(`http://127.0.0.1:${line.port}`)
}

const ourPage = { headers: { origin: 'https://line.example' } }

test('who is invited on the command line signs in on one line, and is known on every other', async () => {
  const folder = newFolder()
  const core = { kind: 'ledger', masterKeys: [masterKey] } as const
  const [here, there] = [await open(folder, core), await open(folder, core)]
  const added = await runLine(
    folder,
    {
      MASTER_KEY: Buffer.from(masterKey).toString('hex'),
      DATABASE_URL: 'sqlite:line.db',
      PUBLIC_URL: 'https://line.example',
    },
    'operators add --name Ann --email ann@example.com --role supervisor --json'.split(' '),
  )
  const { link } = JSON.parse(added.out) as { readonly link: string }
  const invitation = new URL(link).hash.replace('#invitation=', '')

  const opened = await here.post('/console/api/enrolment/open', { invitation }, ourPage)
  const code = codeAt(String(opened.body['secret']), Date.now())
  const password = goodPassword
  const said = { invitation, password, code }
  const enrolled = await there.post('/console/api/enrolment', said, ourPage)
  const [recovery] = enrolled.body['recoveryCodes'] as readonly string[]
  await here.post('/console/api/sign-in', { email: 'ann@example.com', password }, ourPage)
  for (const [name, value] of here.cookies) there.cookies.set(name, value)
  await there.post('/console/api/sign-in/code', { code: recovery }, ourPage)
  expect((await here.get('/console/api/me')).status).toBe(401)
  for (const [name, value] of there.cookies) here.cookies.set(name, value)
  for (const visitor of [here, there]) {
    const me = await visitor.get('/console/api/me')
    expect(me.body).toMatchObject({ operator: { name: 'Ann', roles: ['supervisor'] } })
    expect(me.headers.get('content-security-policy')).toContain("default-src 'self'")
  }
}, 60_000)

test('a line before another core has no operators', async () => {
  const core = { kind: 'remote', url: 'http://127.0.0.1:9', token: 'x'.repeat(20) } as const
  const visitor = await open(newFolder(), core)
  expect((await visitor.get('/console/api/me')).status).toBe(404)
})
