/**
 * What `npm start` and `npm test` need before they run, on a fresh clone with nothing but Node and npm:
 * the dependencies as locked, the built pages, and for the tests a browser, Postgres and Redis. Plain JavaScript without a
 * dependency, since any Node from 20 on runs it before anything is installed.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

const purpose = process.argv[2]
const browsers = ['chromium', 'chromium-browser', 'google-chrome']
const debianPostgres = '/usr/lib/postgresql'
const pages = ['phone', 'console']
const pageSources = ['src', 'locales', 'package-lock.json']

checkVersions()
if (isOlder('node_modules/.package-lock.json', ['package-lock.json'])) install()
if (pages.some((page) => isOlder(`dist/pages/${page}/index.html`, pageSources))) {
  run('building the pages', npm('run', '--silent', 'build:pages'))
}
if (purpose === 'test') findForTests()

function checkVersions() {
  const node = Number(process.versions.node.split('.')[0])
  const agent = /npm\/(\d+)/.exec(process.env['npm_config_user_agent'] ?? '')
  if (node < 20) stop(`Node ${process.versions.node} is too old: install Node 20 or later.`)
  if (agent !== null && Number(agent[1]) < 10) stop('npm is too old: run "npm install -g npm@11".')
}

function install() {
  run('installing the dependencies', npm('ci', '--no-audit', '--no-fund', '--loglevel=error'))
  if (!existsSync('node_modules/.bin/node')) {
    stop('Node 24 was not installed: run "npm rebuild node", or use Node 24 yourself.')
  }
}

/** As root on Debian what is missing is installed; elsewhere the first thing that is missing is named. */
function findForTests() {
  const needed = [
    {
      name: 'chromium',
      isThere: () => browsers.some((name) => isCommand(name)),
      advice: 'The browser tests need Chromium: install it ("apt-get install chromium").',
    },
    {
      name: 'postgresql',
      isThere: hasPostgres,
      advice:
        'The ledger is tested in Postgres: install it ("apt-get install postgresql"), or name one, with a user who may create databases, as DATABASE_URL_TEST.',
    },
    {
      name: 'redis-server',
      isThere: () => isCommand('redis-server'),
      advice: 'Calls are tested in Redis: install it ("apt-get install redis-server").',
    },
    {
      name: 'openssl',
      isThere: () => isCommand('openssl', 'version'),
      advice: 'The tests make certificates with openssl: install it ("apt-get install openssl").',
    },
    ...['minimodem', 'sox', 'espeak-ng'].map((name) => ({
      name,
      isThere: () => isCommand(name),
      advice: `The text telephone is tested with ${name}: install it ("apt-get install ${name}").`,
    })),
    {
      name: 'gcc libc6-dev',
      isThere: () => isCommand('gcc') && existsSync('/usr/include/stdio.h'),
      advice:
        'The tests compile the machine of a text caller: install a C compiler ("apt-get install gcc libc6-dev").',
    },
    {
      name: 'libspandsp-dev',
      isThere: () => existsSync('/usr/include/spandsp') || existsSync('/usr/local/include/spandsp'),
      advice:
        'In the tests spandsp is the machine of a text caller: install it ("apt-get install libspandsp-dev").',
    },
  ]
  const missing = needed.filter(({ isThere }) => !isThere()).flatMap(({ name }) => name.split(' '))
  if (missing.length > 0 && process.getuid?.() === 0 && isCommand('apt-get')) {
    process.env['DEBIAN_FRONTEND'] = 'noninteractive'
    run('looking up packages', ['apt-get', 'update', '-qq'])
    // Where it cannot start what it has installed, that is no matter: the tests start servers of their own.
    attempt(`installing ${missing.join(', ')}`, ['apt-get', 'install', '-y', '-qq', ...missing])
  }
  for (const { isThere, advice } of needed) if (!isThere()) stop(advice)
}

/** The server's own programs, which make one for the tests; or a server that is named. */
function hasPostgres() {
  if ((process.env['DATABASE_URL_TEST'] ?? '') !== '') return true
  const versions = existsSync(debianPostgres) ? readdirSync(debianPostgres) : []
  const isDebian = versions.some((one) => existsSync(join(debianPostgres, one, 'bin/initdb')))
  return isDebian || isCommand('initdb')
}

function isCommand(name, question = '--version') {
  return spawnSync(name, [question], { stdio: 'ignore' }).status === 0
}

/** Is the target missing, or older than the newest file of its sources? */
function isOlder(target, sources) {
  if (!existsSync(target)) return true
  const made = statSync(target).mtimeMs
  return sources.some((source) => newest(source) > made)
}

function newest(path) {
  const status = statSync(path)
  if (!status.isDirectory()) return status.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function npm(...args) {
  const path = process.env['npm_execpath']
  return path === undefined ? ['npm', ...args] : [process.execPath, path, ...args]
}

function run(what, command) {
  const { status, error } = attempt(what, command)
  if (status !== 0) stop(`${what} failed${error === undefined ? '' : `: ${error.message}`}.`)
}

function attempt(what, [command, ...args]) {
  process.stderr.write(`${what} …\n`)
  return spawnSync(command, args, { stdio: ['ignore', 2, 2] })
}

function stop(why) {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}
