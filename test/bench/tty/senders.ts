/** Text telephones as spandsp makes their sound: half bits are what its modulator is given. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from '../../../src/modem/baudot/encode.ts'
import { chance } from '../../modem/noise.ts'

export type Sender = {
  readonly baud?: number
  readonly stopBits?: 1 | 1.5 | 2
  /** By how much the tones are off. */
  readonly offset?: number
  readonly level?: number
  /** Typed by hand: a pause after each character, and no carrier after 300 ms. */
  readonly byHand?: 'with lead' | 'without lead'
}

const programs = mkdtempSync(join(tmpdir(), 'tty-bench-'))

/** One of the small programs beside this file, compiled. */
export function compiled(name: string): string {
  const program = join(programs, name)
  const source = new URL(`${name}.c`, import.meta.url).pathname
  const { status, stderr } = spawnSync('gcc', ['-O2', '-o', program, source, '-lspandsp', '-lm'])
  if (status !== 0) throw new Error(`libspandsp-dev is needed: ${stderr.toString()}`)
  return program
}

export function spandspSends(program: string, text: string, sender: Sender, seed: number): Buffer {
  const { baud = 45.45, offset = 0, level = -13 } = sender
  const args = [baud * 200, 1400 * (1 + offset), 1800 * (1 + offset), level]
  const { status, stdout } = spawnSync(
    program,
    args.map((one) => `${Math.round(one)}`),
    {
      input: halfBits(text, sender, seed),
      maxBuffer: 1 << 28,
    },
  )
  if (status !== 0) throw new Error('spandsp did not send')
  return stdout
}

function halfBits(
  text: string,
  { baud = 45.45, stopBits = 1.5, byHand }: Sender,
  seed: number,
): string {
  const half = 500 / baud
  const random = chance(seed)
  const held = (ms: number, what: '1' | '.'): string => what.repeat(Math.round(ms / half))
  const typed = encode(text).map((code) => {
    const data = [0, 1, 2, 3, 4].map((bit) => `${(code >> bit) & 1}`.repeat(2)).join('')
    const character = `00${data}${'1'.repeat(stopBits * 2)}`
    if (byHand === undefined) return character
    const pause = 50 - 250 * Math.log(1 - random())
    const after = held(Math.min(pause, 300), '1') + held(Math.max(0, pause - 300), '.')
    return (byHand === 'with lead' ? held(150, '1') : '') + character + after
  })
  const lead = byHand === undefined ? held(150, '1') : ''
  return held(1000, '.') + lead + typed.join('') + held(300, '1') + held(1000, '.')
}
