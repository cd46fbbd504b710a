import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { submit, type SubmitOptions } from '../../../../src/cli/wizard/batch/submit.ts'
import type { Outcome } from '../../../../src/cli/wizard/outcome.ts'
import { readAnswers, requestLine, type Answer } from '../../../../src/wizard/index.ts'
import { machineOf, waitingOn } from '../../../wizard/fleet.ts'
import { aLine, confirmation, type ALine } from './a-line.ts'

const ids = [1, 2, 3, 4].map((number) => waitingOn(machineOf(number)).installation.id)
const digits = ids.map((id) => id.join(''))

let folder = ''
let line: ALine | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'submit-'))
  const requests = ids.map((installationId, i) =>
    requestLine({ installationId, label: `desk ${String(i)}` }),
  )
  writeFileSync(requestFile(), requests.join(''))
})
afterEach(async () => {
  await line?.close()
  line = undefined
  rmSync(folder, { recursive: true, force: true })
})

const requestFile = (): string => join(folder, 'requests.ndjson')
const answerFile = (): string => join(folder, 'requests.answers.ndjson')

const submitted = (to: string, options: Partial<SubmitOptions> = {}): Promise<Outcome> =>
  submit({
    to,
    path: requestFile(),
    token: 'secret-token',
    program: 'wizard',
    say: () => undefined,
    ...options,
  })

const answers = (): readonly Answer[] => {
  const { good, bad } = readAnswers(readFileSync(answerFile(), 'utf8'))
  expect(bad).toEqual([])
  return good
}

describe('a request file that is submitted', () => {
  test('is answered machine by machine, in a file beside it', async () => {
    line = await aLine()
    const { json, kind } = await submitted(line.address)
    expect(kind).toBe('done')
    expect(json).toMatchObject({
      kind: 'submitted',
      confirmed: 4,
      refused: {},
      answers: answerFile(),
    })
    expect(answers().map(({ installationId, label }) => [installationId, label])).toEqual(
      ids.map((id, i) => [id, `desk ${String(i)}`]),
    )
    expect(readdirSync(folder)).toHaveLength(2)
  })

  test('carries the token, and no label', async () => {
    line = await aLine()
    writeFileSync(join(folder, 'token'), 'from-a-file\n')
    await submitted(line.address, { tokenFile: join(folder, 'token') })
    expect(line.received[0]?.headers).toMatchObject({
      authorization: 'Bearer from-a-file',
      'content-type': 'application/x-ndjson',
    })
    expect(line.received[0]?.body).toBe(digits.map((id) => `{"installationId":"${id}"}\n`).join(''))
  })

  test('may be submitted again: only what was not confirmed is asked', async () => {
    line = await aLine((asked, response, request) => {
      const refusal = { kind: 'refused', reason: 'exhausted', line: 2 }
      const lines = asked.map((id, i) =>
        request === 1 && i === 1 ? `${JSON.stringify(refusal)}\n` : confirmation(id, i + 1),
      )
      response.end(lines.join(''))
    })
    expect((await submitted(line.address)).json).toMatchObject({
      confirmed: 3,
      refused: { exhausted: 1 },
    })
    expect(answers()[1]).toMatchObject({
      kind: 'refused',
      reason: 'exhausted',
      installationId: ids[1],
    })
    expect((await submitted(line.address)).json).toMatchObject({ confirmed: 4, refused: {} })
    expect(line.received[1]?.body).toBe(`{"installationId":"${digits[1] ?? ''}"}\n`)
    expect(answers()).toHaveLength(4)
  })

  test('goes on where the line broke off, and no answer is lost', async () => {
    line = await aLine((asked, response, request) => {
      const lines = asked.map((id, i) => confirmation(id, i + 1))
      if (request > 1) return void response.end(lines.join(''))
      const half = (lines[2] ?? '').slice(0, 40)
      response.write([...lines.slice(0, 2), half].join(''), () => response.destroy())
    })
    const broken = await submitted(line.address)
    expect(broken.json).toMatchObject({ kind: 'refused', reason: 'line-unreachable', answered: 2 })
    expect(answers()).toHaveLength(2)
    expect((await submitted(line.address)).json).toMatchObject({ confirmed: 4 })
    expect(line.received[1]?.body.split('\n')).toHaveLength(3)
  })

  test('is put off by a line that fails in the middle, and nobody is refused by that', async () => {
    line = await aLine((asked, response, request) => {
      const lines = asked.map((id, i) => confirmation(id, i + 1))
      const failure = JSON.stringify({ line: 2, kind: 'refused', reason: 'unavailable' })
      response.end(request > 1 ? lines.join('') : `${lines[0] ?? ''}${failure}\n`)
    })
    const broken = await submitted(line.address)
    expect(broken.json).toMatchObject({ reason: 'line-unavailable', answered: 1 })
    expect(answers()).toMatchObject([{ kind: 'confirmed', installationId: ids[0] }])
    expect((await submitted(line.address)).json).toMatchObject({ confirmed: 4, refused: {} })
  })

  test('goes on after an answer file that was half written', async () => {
    line = await aLine()
    await submitted(line.address)
    const whole = readFileSync(answerFile(), 'utf8')
    writeFileSync(answerFile(), whole.slice(0, -100))
    expect((await submitted(line.address)).json).toMatchObject({ confirmed: 4 })
    expect(readFileSync(answerFile(), 'utf8')).toBe(whole)
    expect(readFileSync(`${answerFile()}.old-1`, 'utf8')).toBe(whole.slice(0, -100))
  })

  test('waits while the line is busy', async () => {
    line = await aLine((asked, response, request) =>
      request < 3
        ? response.writeHead(429, { 'retry-after': '0' }).end()
        : response.end(asked.map((id, i) => confirmation(id, i + 1)).join('')),
    )
    expect((await submitted(line.address)).json).toMatchObject({ confirmed: 4 })
  })

  test('with rubbish in it is answered for the rest, and the rubbish is named', async () => {
    line = await aLine()
    writeFileSync(requestFile(), `rubbish\n${readFileSync(requestFile(), 'utf8')}{"inst`)
    const { json, text } = await submitted(line.address)
    expect(json).toMatchObject({ confirmed: 4 })
    expect(text).toContain('Line 1 of requests.ndjson: this is not JSON.')
    expect(text).toContain('Line 6 of requests.ndjson: this is only half written.')
  })
})

describe('a line that does not answer as it should', () => {
  const reasonFor = async (answering: Parameters<typeof aLine>[0]): Promise<unknown> => {
    line = await aLine(answering)
    const { kind, json } = await submitted(line.address)
    expect(kind).toBe('refused')
    await line.close()
    return json['reason']
  }

  test('is told apart by what it does', async () => {
    const own = (id: string | undefined): string => confirmation(id ?? '', 1)
    expect(await reasonFor((_, response) => response.end('<html>\n'))).toBe('line-strange')
    expect(await reasonFor((_, response) => response.end('null\n7\n'))).toBe('line-strange')
    expect(await reasonFor(([, id], response) => response.end(own(id)))).toBe('line-strange')
    expect(await reasonFor(([id], response) => response.end(own(id)))).toBe('line-broke-off')
    expect(
      await reasonFor((all, response) =>
        response.end([...all, ...all].map((id, i) => confirmation(id, i)).join('')),
      ),
    ).toBe('line-strange')
  })

  test.each([
    [401, 'does not accept this token'],
    [403, 'may not be used'],
    [404, 'no activation line at that address'],
    [301, 'is at another address now'],
    [500, 'HTTP status 500'],
  ])('with HTTP status %i says so', async (status, words) => {
    line = await aLine((_, response) => response.writeHead(status, { location: '/x' }).end('no'))
    const { kind, text } = await submitted(line.address)
    expect(kind).toBe('refused')
    expect(text.join(' ')).toContain(words)
    expect(text.join(' ')).toContain('Give the same command again')
  })

  test('or is not there is unreachable', async () => {
    line = await aLine()
    await line.close()
    expect((await submitted(line.address)).json).toMatchObject({ reason: 'line-unreachable' })
  })
})

describe('nothing is sent', () => {
  test.each([
    'http://line.example',
    'ftp://line.example',
    'line.example',
    'https://a:b@line.example',
  ])('to %s', async (address) => {
    expect((await submitted(address)).json).toMatchObject({ reason: 'bad-address' })
  })

  test('without a token, or with a file that holds more than one', async () => {
    const json = async (options: object): Promise<unknown> =>
      (await submitted('https://line.example', options)).json
    expect(await json({ token: undefined })).toMatchObject({ reason: 'no-token' })
    expect(await json({ tokenFile: join(folder, 'none') })).toMatchObject({ reason: 'no-token' })
    writeFileSync(join(folder, 'token'), 'one\ntwo\n')
    expect(await json({ tokenFile: join(folder, 'token') })).toMatchObject({ reason: 'no-token' })
  })

  test('of a file that is none, which stays as it is', async () => {
    writeFileSync(requestFile(), 'a letter\n')
    expect((await submitted('https://line.example')).json).toMatchObject({ reason: 'not-usable' })
    expect(readFileSync(requestFile(), 'utf8')).toBe('a letter\n')
    rmSync(requestFile())
    expect((await submitted('https://line.example')).json).toMatchObject({
      reason: 'file-unreadable',
    })
  })

  test('when the answer file is another file', async () => {
    writeFileSync(answerFile(), 'a letter\n')
    expect((await submitted('https://line.example')).json).toMatchObject({ reason: 'not-usable' })
    expect(readFileSync(answerFile(), 'utf8')).toBe('a letter\n')
  })
})
