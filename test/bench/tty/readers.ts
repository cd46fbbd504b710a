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

/** What codes the sound of a mobile telephone: GSM 06.10, and AMR at its highest and its lowest rate. */
export type Codec = 'gsm' | 'amr-12.2' | 'amr-4.75'

const phone = ['-r', '8000', '-c', '1']
const codecs: Readonly<Record<Codec, { readonly to: Form; readonly from: Form }>> = {
  gsm: { to: ['-t', 'gsm', ...phone], from: ['-t', 'gsm', ...phone] },
  'amr-12.2': { to: ['-t', 'amr-nb', '-C', '7'], from: ['-t', 'amr-nb'] },
  'amr-4.75': { to: ['-t', 'amr-nb', '-C', '0'], from: ['-t', 'amr-nb'] },
}
const muLaw = { to: ['-t', 'ul', ...phone], from: ['-t', 'ul', ...phone] }

/** A sound after sox's mu-law, or after a mobile telephone's codec and then mu-law. */
export function coded(pcm: Buffer, codec?: Codec): Buffer {
  return throughCoding(codec === undefined ? pcm : throughCoding(pcm, codecs[codec]), muLaw)
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

type Form = readonly string[]

function throughCoding(
  pcm: Buffer,
  { to, from }: { readonly to: Form; readonly from: Form },
): Buffer {
  return through([...from, '-', ...raw, '-'], through(['-D', ...raw, '-', ...to, '-'], pcm))
}
