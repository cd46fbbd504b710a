import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, extname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { splitDigits } from '../../src/identifiers/digit-groups.ts'
import { parseInstallationId } from '../../src/identifiers/installation-id.ts'
import { complaintsOf, launchBrowser } from '../pages/browser.ts'
import { publishersSigner } from './fleet.ts'
import { example } from './vectors.ts'

const name = 'activation-line-wizard'
const vector = example()

let folder = ''
let app = ''
const installed = (...path: readonly string[]): string => join(app, 'node_modules', ...path)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'))
  app = join(folder, 'app')
  const built = join(folder, 'built')
  run('.', process.execPath, ['scripts/build-wizard-package.js', built])
  const noble = ['curves', 'hashes'].map((one) => resolve('node_modules/@noble', one))
  npm('.', 'pack', '--ignore-scripts', '--pack-destination', folder, built, ...noble)
  const packed = globSync('*.tgz', { cwd: folder }).map((one) => join(folder, one))
  mkdirSync(app)
  cpSync('docs/example', app, { recursive: true, filter: (path) => !path.includes('node_modules') })
  writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }')
  npm(app, 'install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', ...packed)
}, 180_000)

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('the packed wizard', () => {
  test('installs with noble, and with nothing else', () => {
    expect(
      readdirSync(installed())
        .filter((one) => !one.startsWith('.'))
        .toSorted(),
    ).toEqual(['@noble', name])
    expect(readdirSync(installed('@noble')).toSorted()).toEqual(['curves', 'hashes'])
    expect(existsSync(installed(name, 'node_modules'))).toBe(false)
    for (const file of ['README.md', 'LICENSE'])
      expect(existsSync(installed(name, file))).toBe(true)
  })

  test('imports nothing of Node’s, unless its part for Node is asked for', () => {
    const outside = (door: string): readonly string[] =>
      importsOf(installed(name, 'wizard', door)).filter((one) => !one.startsWith('@noble/'))
    expect(importsOf(installed(name, 'wizard', 'index.js'))).toContain('@noble/hashes/sha2.js')
    expect(outside('index.js')).toEqual([])
    expect(outside('node.js').toSorted()).toEqual([
      'node:child_process',
      'node:fs/promises',
      'node:os',
    ])
  })

  test.each(nodes())('activates under %s', (node) => {
    writeFileSync(join(app, 'activation.js'), program)
    const { stdout } = run(app, node, ['activation.js'])
    expect(JSON.parse(stdout)).toEqual(expected)
  })

  test('activates in a browser, as modules with an import map', async () => {
    const server = await serve(app)
    const { port } = server.address() as AddressInfo
    const browser = await launchBrowser()
    try {
      const page = await browser.newPage()
      const complaints = complaintsOf(page)
      await page.goto(`http://127.0.0.1:${String(port)}/`)
      await page.waitForFunction('document.title !== ""')
      expect(complaints).toEqual([])
      expect(JSON.parse(await page.title())).toEqual(expected)
    } finally {
      await browser.close()
      server.closeAllConnections()
      server.close()
    }
  }, 60_000)

  test('has types that a strict program compiles against, without Node’s', () => {
    expect(compile(consumer)).toBe('')
    expect(
      compile(`${consumer}\nconst wrong: 'licenced' = licenceStatus(state, {}, product).kind`),
    ).toContain(`consumer.ts(${String(consumer.split('\n').length + 1)},7)`)
  }, 60_000)
})

test('the package’s own README compiles', () => {
  const readme = readFileSync(installed(name, 'README.md'), 'utf8')
  const [, code = ''] = /^```ts\n([^]*?)^```/m.exec(readme) ?? []
  expect(code).toContain('licenceStatus')
  expect(compile(`${surroundings}\n${code}`)).toBe('')
}, 60_000)

describe('the example program', () => {
  const main = (args: readonly string[], typed: readonly string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, ['main.js', ...args], {
      cwd: app,
      encoding: 'utf8',
      input: typed.map((line) => `${line}\n`).join(''),
    })
  const start = (...typed: readonly string[]): SpawnSyncReturns<string> =>
    main(['start', join(folder, 'licence.json')], typed)
  const release = (...typed: readonly string[]): SpawnSyncReturns<string> =>
    main(['release', join(folder, 'licence.json')], typed)

  test('refuses without a licence, is activated, runs, and refuses again after a release', () => {
    const shown = start(vector.productKey)
    expect(shown).toMatchObject({ status: 1, stderr: expect.stringContaining('Product key:') })
    expect(shown.stdout).not.toContain('is running')
    // Where a machine tells too little of itself, that is what it says; all else is tested below.
    if (shown.stdout.includes('too-little-hardware')) return

    const groups = [...shown.stdout.matchAll(/^\d: (\d{7})$/gm)].map(([, group = '']) => group)
    const blocks = answerTo(groups)
    expect(start(...blocks.with(0, '0000000').with(1, '1111111')).status).toBe(1)
    const activated = start(...blocks.with(2, (blocks[2] ?? '').slice(1)))
    expect(activated.stdout).toContain('Block C is not right.')
    expect(activated).toMatchObject({ status: 0, stdout: expect.stringContaining('is running') })
    expect(start()).toMatchObject({ status: 0, stdout: 'Example Office is running.\n' })

    expect(release('no')).toMatchObject({ status: 1 })
    expect(start().status).toBe(0)
    const given = release('yes')
    const releaseId = splitDigits(/: ([\d ]+)$/m.exec(given.stdout)?.[1] ?? '', 9)
    expect(parseInstallationId(releaseId)).toMatchObject({ kind: 'installation', version: 2 })
    expect(start()).toMatchObject({ status: 1, stdout: expect.stringContaining('(released)') })
    expect(release('yes').stdout).toBe(given.stdout)
  }, 60_000)

  test('keeps a licence that holds on its own hardware alone', () => {
    writeFileSync(join(app, 'try.js'), licenceProgram)
    const { stdout } = run(app, process.execPath, ['try.js', join(folder, 'other.json')])
    expect(JSON.parse(stdout)).toEqual([
      { kind: 'unlicensed', reason: 'never-installed' },
      vector.installationId,
      'wrong-blocks',
      { kind: 'licensed', changed: [] },
      'hardware-changed',
      vector.releaseId,
      { kind: 'unlicensed', reason: 'released' },
      { kind: 'unlicensed', reason: 'never-installed' },
    ])
  }, 60_000)
})

const { product, productKey, publicKey, components, confirmationId, installationId } = vector
const publisher = JSON.stringify({ product, publicKey, name: 'Example' })

/** What every place must make of the example vector. */
const expected = { id: installationId, answer: 'activated', healed: true, status: 'licensed' }

const slip = confirmationId.with(4, (confirmationId[4] ?? '').slice(1))

const activation = `
import { activate, begin, confirm, licenceStatus } from '${name}'
const product = ${publisher}
const components = ${JSON.stringify(components)}
const state = begin({ product, productKey: '${productKey}', components })
const answer = confirm(state.installation, product.publicKey, ${JSON.stringify(slip)})
const status = licenceStatus(activate(state, answer.confirmationId), components, product)
const result = { id: state.installation.id, answer: answer.kind, healed: answer.healed, status: status.kind }
`

const program = `${activation}console.log(JSON.stringify(result))`

const page = `<!doctype html><link rel="icon" href="data:,"><script type="importmap">
{ "imports": {
  "${name}": "/node_modules/${name}/wizard/index.js",
  "@noble/curves/": "/node_modules/@noble/curves/",
  "@noble/hashes/": "/node_modules/@noble/hashes/"
} }</script><script type="module">${activation}document.title = JSON.stringify(result)</script>`

const licenceProgram = `
import { readFileSync, writeFileSync } from 'node:fs'
import { openLicence } from './licence.js'
const path = process.argv[2]
const product = ${publisher}
const components = ${JSON.stringify(components)}
const open = (changed = {}) => openLicence({ product, components: { ...components, ...changed }, path })
const seen = [open().status()]
open().begin('${productKey}')
seen.push(open().installationId())
seen.push(open().answer(['1111111']).reason)
open().answer(${JSON.stringify(slip)})
seen.push(open().status())
seen.push(open({ disk: 'a', network: 'b' }).status().reason)
seen.push(open().release())
seen.push(open().status())
writeFileSync(path, readFileSync(path, 'utf8').slice(0, 99))
seen.push(open().status())
console.log(JSON.stringify(seen))
`

const consumer = `
import { activate, begin, confirm, licenceStatus, release, type Components, type LicenceStatus, type Product, type WizardState } from '${name}'
import { readComponents } from '${name}/node'
const product: Product = { product: 42, name: 'Example', publicKey: '00' }
const components: Components = await readComponents()
const begun = begin({ product, productKey: '', components })
if (begun.kind === 'refused') throw new Error(begun.reason)
let state: WizardState = begun
const answer = confirm(state.installation, product.publicKey, ['1234567'])
if (answer.kind === 'activated') state = activate(state, answer.confirmationId)
else { const reason: 'wrong-blocks' | 'not-genuine' = answer.reason; void reason }
const status: LicenceStatus = licenceStatus(state, components, product)
if (status.kind === 'unlicensed' && status.reason === 'hardware-changed') void status.changed
const releaseId: readonly string[] = release(state).releaseId
void releaseId
export {}`

/** What the README leaves to the program. */
const surroundings = `
declare const kept: unknown
declare const productKey: string
declare const blocks: readonly string[]
declare function show(groups: readonly string[]): void
declare function keep(state: object): void`

/** What the publisher's line reads out to somebody who keys these groups. */
function answerTo(groups: readonly string[]): readonly string[] {
  const parsed = parseInstallationId(groups)
  if (parsed.kind === 'refused') throw new Error(parsed.reason)
  return publishersSigner().sign(parsed.payload)
}

/** The Node that runs this test, and whatever other one, 20.19 or later, the machine has. */
function nodes(): readonly (readonly [string])[] {
  const places = (process.env['PATH'] ?? '').split(delimiter)
  const others = places
    .filter((place) => !place.includes('node_modules'))
    .map((place) => join(place, 'node'))
    .filter((path) => existsSync(path) && isRecent(path))
  const all = [process.execPath, ...others].map((path) => realpathSync(path))
  return [...new Set(all)].map((path) => [path])
}

function isRecent(node: string): boolean {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  const [, major = 0, minor = 0] = /^v(\d+)\.(\d+)/.exec(stdout)?.map(Number) ?? []
  return major > 20 || (major === 20 && minor >= 19)
}

function compile(source: string): string {
  writeFileSync(join(app, 'consumer.ts'), source)
  const options = '--noEmit --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess'
  const target = '--target es2022 --lib es2023 --module nodenext --types'
  const compiler = resolve('node_modules/typescript/bin/tsc')
  const args = [compiler, ...options.split(' '), ...target.split(' '), '', 'consumer.ts']
  return spawnSync(process.execPath, args, { cwd: app, encoding: 'utf8' }).stdout
}

/** Every module that a module leads to outside its own package. */
function importsOf(entry: string): readonly string[] {
  const seen = new Set<string>()
  const outside = new Set<string>()
  const open = [entry]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    for (const [, one = ''] of readFileSync(path, 'utf8').matchAll(/(?:from|import) '([^']+)'/g)) {
      if (one.startsWith('.')) open.push(join(dirname(path), one))
      else outside.add(one)
    }
  }
  return [...outside]
}

async function serve(root: string): Promise<Server> {
  const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.map': 'text/plain' }
  const server = createServer((request, response) => {
    const path = join(root, new URL(request.url ?? '/', 'http://localhost').pathname)
    if (request.url === '/') response.setHeader('content-type', 'text/html').end(page)
    else if (!existsSync(path)) response.writeHead(404).end()
    else {
      response.setHeader('content-type', types[extname(path)] ?? 'text/plain')
      response.end(readFileSync(path))
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return server
}

function npm(cwd: string, ...args: readonly string[]): void {
  const path = process.env['npm_execpath']
  if (path === undefined) run(cwd, 'npm', args)
  else run(cwd, process.execPath, [path, ...args])
}

function run(cwd: string, command: string, args: readonly string[]): SpawnSyncReturns<string> {
  // What the outer npm says about this repository is not for the inner one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_(config|package|lifecycle)/i.test(key)),
  )
  const result = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${result.stderr}`)
  return result
}
