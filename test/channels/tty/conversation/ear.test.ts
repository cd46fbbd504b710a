import { expect, test } from '@jest/globals'
import { createEar } from '../../../../src/channels/tty/conversation/ear.ts'
import { createEcho } from '../../../../src/channels/tty/conversation/echo.ts'
import { createWriter } from '../../../../src/channels/tty/conversation/writer.ts'
import type { ModeName } from '../../../../src/modem/mode.ts'
import { createSoundlessLine } from './soundless.ts'

/** What an ear has of three characters in one mode and then of three in another. */
function typedBy(first: ModeName, then: ModeName): string {
  const { line } = createSoundlessLine(
    (ms) => (ms > 120 ? undefined : ms <= 60 ? '7' : '4'),
    (ms) => (ms <= 60 ? first : then),
  )
  const echo = createEcho()
  const ear = createEar({
    line,
    echo,
    writer: createWriter({ line, mark: () => {}, onSent: echo.sent }),
  })
  for (let ms = 20; ms <= 200; ms += 20) ear.listen(new Float32Array(160), ms)
  return ear
    .typed()
    .map((one) => (one.kind === 'character' ? one.text : '?'))
    .join('')
}

test('what noise seemed to type on another telephone is no part of the caller’s answer', () => {
  expect(typedBy('bell-103', 'baudot-45')).toBe('444')
})

test('what he typed before the rate of his telephone was known is', () => {
  expect(typedBy('baudot-50', 'baudot-45')).toBe('777444')
})
