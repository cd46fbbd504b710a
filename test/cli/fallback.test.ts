import { createServer } from 'node:http'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { listen } from '../../src/line/listen.ts'
import {
  placeCall,
  seededChance,
  virtualClock,
  type Ended,
  type Key,
} from '../../src/phone/index.ts'
import { parseTwiml } from '../../src/phone/twiml/document.ts'
import { openTinyLine, type Received } from '../phone/tiny-line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { runLine } from './run-line.ts'

const newFolder = temporaryFolders()
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const written = async (baseUrl = 'https://line.example'): Promise<string> => {
  const folder = newFolder()
  const ran = await runLine(folder, {}, ['fallback', '--out', 'fallback', '--base-url', baseUrl])
  expect(ran).toMatchObject({ status: 0, err: '' })
  return join(folder, 'fallback')
}

describe('the files of the fallback', () => {
  test('are one for each country, one for each of its languages, and one for all', async () => {
    expect(readdirSync(await written())).toEqual(
      expect.arrayContaining([
        'BE-de.xml',
        'BE-fr.xml',
        'BE-nl.xml',
        'BE.xml',
        'NL.xml',
        'index.xml',
      ]),
    )
  })

  test('say in each language what a key does, and wait for it, then when and where people are', async () => {
    const folder = await written()
    for (const [file, languages] of [
      ['index.xml', ['en-US', 'nl-NL', 'fr-FR', 'de-DE', 'sv-SE']],
      ['BE.xml', ['nl-BE', 'fr-BE', 'de-DE']],
      ['BE-fr.xml', ['fr-BE']],
    ] as const) {
      const verbs = parseTwiml(readFileSync(join(folder, file), 'utf8'))
      const [gather, ...rest] = verbs
      if (gather?.kind !== 'gather') throw new Error('nothing listens')
      expect(gather).toMatchObject({ numDigits: 1, actionOnEmptyResult: false, method: 'POST' })
      expect(gather.nested).toHaveLength(languages.length)
      expect(gather.action).toMatch(/^https:\/\/line\.example\/twilio\/voice#rc=2/)
      expect(rest.map(({ kind }) => kind)).toEqual([...languages.map(() => 'say'), 'hangup'])
    }
    expect(readFileSync(join(folder, 'BE-fr.xml'), 'utf8')).toContain('du lundi au vendredi')
  })

  /** A line that fails until the caller has pressed a key so many times, and the files on a host of their own. */
  const call = async (
    failures: number,
    keys: number,
  ): Promise<{ ended: Ended; asked: Received[] }> => {
    const line = await openTinyLine((asked, nth) =>
      nth <= failures ? { status: 500 } : '<Response><Say>Here I am.</Say><Hangup/></Response>',
    )
    closing.push(line.close)
    const folder = await written(line.line.url)
    const host = createServer((request, response) => {
      const file = (request.url ?? '').replace(/\?.*$/, '')
      response.writeHead(200, { 'content-type': 'text/xml' }).end(readFileSync(join(folder, file)))
    })
    const port = await listen(host, { port: 0, host: '127.0.0.1' })
    closing.push(() => host.close())
    let pressed = 0
    const placed = placeCall({
      line: line.line,
      from: '+31612345678',
      to: '+31201234567',
      clock: virtualClock(),
      chance: seededChance(1),
      fallback: { url: `http://127.0.0.1:${port}/NL.xml`, method: 'GET' },
      caller: (own) => ({
        hear: (event) => {
          if (event.kind !== 'listening' || pressed >= keys) return
          pressed += 1
          own.press('5' as Key)
        },
      }),
    })
    return { ended: await placed.ended, asked: line.received }
  }

  test('lead a caller who presses a key back to his call, as soon as the line is there again', async () => {
    const { ended, asked } = await call(3, 1)
    expect(ended.reason).toBe('line')
    expect(asked.map(({ path }) => path)).toEqual(Array.from({ length: 4 }, () => '/twilio/voice'))
  })

  test('come round only as often as he presses a key: a telephone left off the hook ends the call', async () => {
    for (const keys of [0, 2]) {
      const { ended, asked } = await call(1_000, keys)
      expect(ended.reason).toBe('line')
      // The ring, which nobody repeats, and three tries for each key.
      expect(asked).toHaveLength(1 + 3 * keys)
    }
  })
})

describe('activation-line fallback', () => {
  test('takes the address from PUBLIC_URL, and into an empty folder', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'out'))
    const settings = { PUBLIC_URL: 'https://other.example/base/' }
    const ran = await runLine(folder, settings, ['fallback', '--out', 'out', '--json'])
    expect(JSON.parse(ran.out).files).toContain('US-en.xml')
    expect(readFileSync(join(folder, 'out', 'US.xml'), 'utf8')).toContain(
      'action="https://other.example/base/twilio/voice#',
    )
    expect(readdirSync(folder)).toEqual(['out'])
  })

  test('leaves a folder with other files alone, unless it is forced, and then leaves those', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'mine.txt'), 'mine')
    writeFileSync(join(folder, 'NL.xml'), 'old')
    const args = ['fallback', '--out', '.', '--base-url', 'https://line.example']
    const refused = await runLine(folder, {}, args)
    expect(refused).toMatchObject({ status: 1, out: '' })
    expect(refused.err).toContain('. is not empty; name a new folder')
    expect(readdirSync(folder)).toEqual(['NL.xml', 'mine.txt'])
    expect(await runLine(folder, {}, [...args, '--force'])).toMatchObject({ status: 0 })
    expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('mine')
    expect(readFileSync(join(folder, 'NL.xml'), 'utf8')).toContain('<Gather')
  })

  test.each([
    [[], 'Where does Twilio reach the line?'],
    [['--base-url', 'line.example'], '--base-url: must be an http or https address'],
    [['--base-url', 'https://line.example/?x=1'], '--base-url: must be an http or https address'],
  ])('with %j writes nothing and says why', async (args, said) => {
    const folder = newFolder()
    const ran = await runLine(folder, {}, ['fallback', '--out', 'out', ...args])
    expect(ran).toMatchObject({ status: 1, out: '' })
    expect(ran.err).toContain(said)
    expect(readdirSync(folder)).toEqual([])
  })

  test('where it cannot write, says so and leaves nothing', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'file'), '')
    const args = ['--base-url', 'https://line.example', '--out', 'file/out']
    const ran = await runLine(folder, {}, ['fallback', ...args])
    expect(ran.err).toMatch(/file\/out cannot be written \((ENOTDIR|EEXIST)\)/)
    expect(readdirSync(folder)).toEqual(['file'])
  })
})
