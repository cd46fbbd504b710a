import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createListener } from '../../../src/modem/baudot/listen.ts'

/** What a decoder prints for a sound of 16 bit at 8 kHz. */
export type Reader = (pcm: Buffer) => string

const raw = ['-t', 's16', '-r', '8000', '-c', '1']

/** With the two seconds after it in which the last characters become certain. */
export const ours: Reader = (pcm) => {
  const listener = createListener()
  const heard = [...listener.push(samplesOf(pcm)), ...listener.push(new Float32Array(16_000))]
  return heard.map((one) => (one.kind === 'garble' ? '~' : one.text)).join('')
}

/** It reads from a file only. */
export function minimodem(stopBits: string): Reader {
  const file = join(mkdtempSync(join(tmpdir(), 'tty-bench-')), 'sound.wav')
  return (pcm) => {
    through(['-D', ...raw, '-', file], pcm)
    const args = ['--rx', '-q', '-f', file, '--stopbits', stopBits, 'tdd']
    return spawnSync('minimodem', args, { maxBuffer: 1 << 28 }).stdout.toString('latin1')
  }
}

export function spandsp(program: string): Reader {
  return (pcm) =>
    spawnSync(program, [], { input: pcm, maxBuffer: 1 << 28 }).stdout.toString('latin1')
}

/** A sound after sox's mu-law, or after its GSM 06.10 and then mu-law. */
export function coded(pcm: Buffer, coding: 'mu-law' | 'gsm'): Buffer {
  const before = coding === 'gsm' ? throughCoding(pcm, ['-t', 'gsm', '-r', '8000', '-c', '1']) : pcm
  return throughCoding(before, ['-t', 'ul', '-r', '8000', '-c', '1'])
}

export function samplesOf(pcm: Buffer): Float32Array {
  return Float32Array.from({ length: pcm.length >> 1 }, (_, n) => pcm.readInt16LE(2 * n) / 32768)
}

export function pcmOf(samples: Float32Array): Buffer {
  const pcm = Int16Array.from(samples, (x) => Math.round(Math.max(-1, Math.min(1, x)) * 32767))
  return Buffer.from(pcm.buffer)
}

export function through(args: readonly string[], input: Buffer): Buffer {
  const { status, stdout, stderr } = spawnSync('sox', args, { input, maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`sox: ${stderr.toString()}`)
  return stdout
}

function throughCoding(pcm: Buffer, form: readonly string[]): Buffer {
  return through([...form, '-', ...raw, '-'], through(['-D', ...raw, '-', ...form, '-'], pcm))
}
