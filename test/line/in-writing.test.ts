import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CallId } from '../../src/base/brand.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { madeUpId } from '../support/ids.ts'
import { openWholeLine, type WholeLine } from '../support/whole-line.ts'
import { either, typesId, write, written } from './in-writing.ts'

const newFolder = temporaryFolders()
let line: WholeLine
beforeAll(async () => {
  line = await openWholeLine({ folder: newFolder(), served: [written, either] })
})
afterAll(() => line.close())

const metric = async (series: string): Promise<number> => {
  const { text } = await line.metrics.render()
  const found = text.split('\n').find((one) => one.startsWith(`${series} `))
  return Number(found?.split(' ').at(-1) ?? NaN)
}

/** Everybody has gone, and nothing is left of him. */
const expectNoStreams = async (): Promise<void> => {
  while ((await metric('activation_line_streams_open')) > 0) await new Promise(setImmediate)
  expect(await metric('activation_line_streams_open')).toBe(0)
}

const digitsOn = (paper: string): string =>
  [...paper.matchAll(/^([A-H]) (\d{3}) (\d{4})/gm)].map(([, , a, b]) => `${a}${b}`).join('')

describe('whoever writes', () => {
  test('has his computer activated', async () => {
    const types = typesId(madeUpId(1))
    const { paper, ended } = await write(line, {
      types: (printed) => (/^H /m.test(printed) ? 'SK' : types(printed)),
    })
    expect(digitsOn(paper)).toMatch(/^\d{56}$/)
    expect(paper).toContain('GOODBYE')
    expect(ended.reason).toBe('line')
    const { kind } = await line.callStore.load(`${callSidOf(ended)}-text` as CallId)
    expect(kind).toBe('over')
    expect(await metric('activation_line_text_modes_total{mode="baudot-45"}')).toBe(1)
    await expectNoStreams()
  }, 120_000)

  test('reads the same thing again when his stream broke off, and goes on', async () => {
    const ended = await metric('activation_line_streams_ended_total{reason="lost"}')
    let told = 0
    const { paper } = await write(line, {
      from: '+447700900124',
      network: { breaksAfterMs: 26_000 },
      types: (_, call) => {
        told += 1
        if (told > 1) call.hangUp()
        return undefined
      },
    })
    expect(paper.match(/TYPE THE INSTALLATION ID/g)).toHaveLength(2)
    expect(await metric('activation_line_streams_ended_total{reason="lost"}')).toBe(ended + 1)
    await expectNoStreams()
  }, 60_000)
})

function callSidOf({ events }: Awaited<ReturnType<typeof write>>['ended']): string {
  const asked = events.find((event) => event.kind === 'request')
  return asked?.kind === 'request' ? (asked.params['CallSid'] ?? '') : ''
}
