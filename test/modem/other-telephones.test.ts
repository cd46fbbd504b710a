import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createListener } from '../../src/modem/baudot/listen.ts'
import { baudot45, baudot50 } from '../../src/modem/baudot/mode.ts'
import type { Listener, Sender } from '../../src/modem/mode.ts'
import { minimodemListener } from './minimodem-listener.ts'
import { compileTelephone, spandspTelephone } from './spandsp-telephone.ts'

const folder = mkdtempSync(join(tmpdir(), 'tty-telephones-'))
const program = compileTelephone(folder)
afterAll(() => rmSync(folder, { recursive: true }))

const typed = 'HELLO 123 4567 8\b9 12XXX 34 Q THE KEY IS QWE 55 GA'
const written = 'TYPE THE ID, NINE GROUPS.\r\nA 123 4567\r\nB 765 4321\r\nGA'

/** What is printed while so many frames pass; `at` is called before each. */
function printedIn(
  frames: number,
  { keys, printer }: { readonly keys: Sender; readonly printer: Listener },
  at: (frame: number) => void = () => {},
): string {
  let text = ''
  for (let frame = 0; frame < frames; frame += 1) {
    at(frame)
    const sound = new Float32Array(160)
    keys.fill(sound)
    for (const one of printer.push(sound)) text += one.kind === 'garble' ? '~' : one.text
  }
  return text
}

describe.each([45, 50] as const)('at %d baud', (baud) => {
  test.each([true, false])(
    'what is typed by hand on spandsp is read; with a lead: %s',
    (hasLead) => {
      const telephone = spandspTelephone(program, { baud, hasLead })
      const pressAt = (frame: number): void => {
        if (frame % 25 === 0) telephone.write(typed.charAt(frame / 25))
      }
      expect(printedIn(1400, { keys: telephone, printer: createListener() }, pressAt)).toBe(typed)
      telephone.close()
    },
  )

  test('what we write is printed by spandsp and by minimodem', () => {
    const keys = (baud === 45 ? baudot45 : baudot50).speak()
    const spandsp = spandspTelephone(program, { baud })
    for (const printer of [spandsp, minimodemListener(baud)]) {
      keys.write(written)
      expect(printedIn(700, { keys, printer })).toBe(written)
    }
    spandsp.close()
  })
})
