import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { describeSettings, loadSettings } from '../../src/config.ts'

const volume = z.string().regex(/^[\w./-]+:\/[\w./-]+(:ro)?$/)
const port = z.string().regex(/^127\.0\.0\.1:\d+:\d+$/, 'open to this machine alone')
const after = z.union([
  z.array(z.string()),
  z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })),
])
const service = z.strictObject({
  build: z.literal('.').optional(),
  image: z.string().regex(/^[\w./-]+:v?\d+\.\d+(\.\d+)?(-\w+)?$/, 'a version, and all of it'),
  restart: z.literal('unless-stopped'),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: z.array(volume),
  ports: z.array(port).optional(),
  depends_on: after.optional(),
  networks: z.array(z.enum(['inside', 'outside'])),
  healthcheck: z
    .strictObject({
      test: z.array(z.string()),
      interval: z.string(),
      timeout: z.string(),
      retries: z.number(),
    })
    .optional(),
  read_only: z.literal(true).optional(),
  cap_drop: z.array(z.literal('ALL')).optional(),
  security_opt: z.array(z.string()).optional(),
})
const named = z.record(z.string(), z.null())
const compose = z.strictObject({
  'x-line': service,
  services: z.record(z.string(), service),
  networks: named,
  volumes: named,
})

const { services, networks, volumes } = compose.parse(
  parse(readFileSync('compose.yaml', 'utf8'), { merge: true }),
)
const lines = ['line-1', 'line-2'].map((name) => services[name])

/** As compose fills them in from a `.env` file. */
function filled(text: string, given: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)(?::[?-]([^}]*))?\}/g, (_, name: string) => given[name] ?? '')
}

describe('the compose file', () => {
  test('runs two lines with the same settings, and what they and whoever watches them need', () => {
    const others = ['nginx', 'redis', 'postgres', 'prometheus', 'grafana']
    expect(Object.keys(services).toSorted()).toEqual(['line-1', 'line-2', ...others].toSorted())
    expect(lines[0]).toEqual(lines[1])
  })

  test('mounts nothing that is not there', () => {
    const mounts = Object.values(services).flatMap((one) =>
      one.volumes.map((text) => text.split(':')),
    )
    const missing = mounts
      .map(([from = '']) => from)
      .filter((from) => (from.startsWith('.') ? !existsSync(from) : !(from in volumes)))
    expect(missing).toEqual([])
  })

  test('waits only for what it runs, and for the health of what has some', () => {
    for (const { depends_on: awaited = [], networks: own } of Object.values(services)) {
      const names = Array.isArray(awaited) ? awaited : Object.keys(awaited)
      expect(names.filter((name) => !(name in services))).toEqual([])
      expect(own.filter((name) => !(name in networks))).toEqual([])
    }
  })

  test('gives a line only settings that it knows, and with them it starts', () => {
    const given = {
      PUBLIC_URL: 'https://line.example',
      MASTER_KEY: 'ab'.repeat(32),
      TWILIO_AUTH_TOKEN: 'token-of-this-test',
      POSTGRES_PASSWORD: 'one',
      REDIS_PASSWORD: 'two',
    }
    const environment = Object.entries(lines[0]?.environment ?? {})
    const known = Object.keys(describeSettings({}))
    expect(environment.map(([name]) => name).filter((name) => !known.includes(name))).toEqual([])
    const settings = loadSettings(
      Object.fromEntries(environment.map(([name, text]) => [name, filled(text, given)])),
    )
    expect(settings).toMatchObject({
      mode: 'production',
      database: { kind: 'postgres', url: 'postgres://activation:one@postgres:5432/activation' },
      redis: { password: 'two', place: { host: 'redis' } },
      traces: false,
    })
    const grace = Number.parseInt(lines[0]?.stop_grace_period ?? '', 10) * 1000
    expect(grace).toBeGreaterThanOrEqual(settings.drainInMs + 10_000)
  })

  test('has no secret in it: each is asked for', () => {
    const set = Object.values(services).flatMap(({ environment = {}, command = [] }) => [
      ...Object.entries(environment)
        .filter(([name]) => /KEY|TOKEN|PASSWORD|AUTH/.test(name))
        .map(([, value]) => value),
      ...command.filter((_, at) => command[at - 1] === '--requirepass'),
    ])
    expect(set.length).toBeGreaterThan(5)
    expect(set.filter((value) => !/^\$\{\w+:\?[^}]+\}$/.test(value))).toEqual([])
  })

  test('keeps calls: Redis writes them down and forgets none', () => {
    const told = services['redis']?.command?.join(' ') ?? ''
    expect(told).toContain('--appendonly yes')
    expect(told).toContain('--maxmemory-policy noeviction')
  })

  test('has Prometheus look at both lines and at the alerts, and Grafana show the dashboard', () => {
    const prometheus = parse(readFileSync('deploy/prometheus.yml', 'utf8'))
    expect(prometheus).toMatchObject({
      rule_files: ['/etc/prometheus/alerts.yaml'],
      scrape_configs: [
        {
          job_name: 'activation-line',
          static_configs: [{ targets: ['line-1:8080', 'line-2:8080'] }],
        },
      ],
    })
    expect(services['prometheus']?.volumes).toContain(
      './docs/alerts.yaml:/etc/prometheus/alerts.yaml:ro',
    )
    const { providers } = parse(readFileSync('deploy/grafana/dashboards.yaml', 'utf8'))
    const path = providers[0].options.path
    expect(services['grafana']?.volumes).toContain(`./docs/grafana:${path}:ro`)
    const { datasources } = parse(readFileSync('deploy/grafana/datasources.yaml', 'utf8'))
    expect(datasources).toMatchObject([{ type: 'prometheus', url: 'http://prometheus:9090' }])
  })
})

describe('nginx', () => {
  const config = readFileSync('deploy/nginx.conf', 'utf8').replaceAll(/#.*$/gm, '')
  const block = (head: string): string =>
    new RegExp(`${head.replaceAll('/', '\\/')} \\{([^{}]*)\\}`).exec(config)?.[1] ?? ''

  test('sends webhooks to both lines, and to the other one what one of them does not take', () => {
    const upstream = block('upstream lines')
    for (const line of ['line-1', 'line-2'])
      expect(upstream).toContain(`server ${line}:8080 resolve`)
    expect(block('location /twilio/')).toMatch(
      /proxy_next_upstream error timeout [^;]*http_503[^;]* non_idempotent;/,
    )
    expect(block('location /')).not.toContain('non_idempotent')
  })

  test.each(['/metrics', '/readyz', '/livez'])('closes %s to the outside', (path) => {
    expect(block(`location = ${path}`).trim()).toBe('return 404;')
  })

  test('says who asked, and by which way', () => {
    for (const header of [
      'Host $host',
      'X-Forwarded-For $proxy_add_x_forwarded_for',
      'X-Forwarded-Proto $proto',
    ])
      expect(config).toContain(`proxy_set_header ${header};`)
  })

  test('writes down no query, in which keys of a caller may lie', () => {
    expect(config).toMatch(/access_log \/dev\/stdout short;/)
    expect(config).not.toMatch(/\$(request|request_uri|args|query_string|http_referer)\b/)
  })

  test('closes as many blocks as it opens', () => {
    expect(config.split('{').length).toBe(config.split('}').length)
  })
})

test('everything under deploy is used by the compose file', () => {
  const used = Object.values(services).flatMap((one) =>
    one.volumes.map((text) => text.split(':')[0]),
  )
  const files = globSync('deploy/**/*.*').map((path) => `./${path}`)
  expect(files.filter((path) => !used.includes(path))).toEqual([])
})
