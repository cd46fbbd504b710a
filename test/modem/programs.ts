/** The programs that others wrote, which send to our receiver and hear our transmitter. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const rate = 8000

/** As minimodem sends it: two stop bits, and no lead worth the name. */
export function minimodemSends(text: string): Float32Array {
  return inFolder((folder) => {
    const file = join(folder, 'sent.wav')
    run('minimodem', ['--tx', '-R', `${rate}`, '-f', file, 'tdd'], text)
    return samplesOf(file)
  })
}

/** As minimodem reads it, which goes back to letters after a space. */
export function minimodemReads(sound: Float32Array): string {
  return inFolder((folder) =>
    run('minimodem', ['--rx', '-q', '-f', toFile(folder, sound), 'tdd']).toString(),
  )
}

/** Tones, in Hz, and bits a second, of anything that minimodem can send and read eight data bits of. */
export type Tones = {
  readonly mark: number
  readonly space: number
  readonly baud: number
  readonly stopBits: number
}

/** At 48 kHz first, since its bits are whole samples. */
export function minimodemSendsBytes(tones: Tones, bytes: readonly number[]): Float32Array {
  return inFolder((folder) => {
    const file = join(folder, 'sent.wav')
    run('minimodem', ['--tx', '-R', '48000', '-f', file, ...as(tones)], Buffer.from(bytes))
    return samplesOf(file)
  })
}

export function minimodemReadsBytes(tones: Tones, sound: Float32Array): readonly number[] {
  return inFolder((folder) => [
    ...run('minimodem', ['--rx', '-q', '-f', toFile(folder, sound), ...as(tones)]),
  ])
}

function as({ mark, space, baud, stopBits }: Tones): readonly string[] {
  return ['-8', '-M', `${mark}`, '-S', `${space}`, '--stopbits', `${stopBits}`, `${baud}`]
}

/** Any sound that sox can make: `sox -n … synth …`. */
export function soxMakes(...effects: readonly string[]): Float32Array {
  const raw = ['-t', 's16', '-r', `${rate}`, '-c', '1']
  return fromPcm(run('sox', ['-n', '-D', ...raw, '-', ...effects]))
}

/** A sound after another effect or coding of sox's. */
export function soxChanges(sound: Float32Array, ...effects: readonly string[]): Float32Array {
  return inFolder((folder) => {
    const file = toFile(folder, sound)
    return fromPcm(
      run('sox', ['-D', file, '-t', 's16', '-r', `${rate}`, '-c', '1', '-', ...effects]),
    )
  })
}

/** A sound as it comes out of a mobile telephone: GSM 06.10, or AMR at 4.75 kbit/s. */
export function throughMobile(sound: Float32Array, codec: 'gsm' | 'amr-nb'): Float32Array {
  return inFolder((folder) => {
    const coded = join(folder, `sound.${codec}`)
    run('sox', ['-D', toFile(folder, sound), coded])
    return samplesOf(coded)
  })
}

export function espeakSays(voice: string, text: string): Float32Array {
  return inFolder((folder) => {
    const file = join(folder, 'spoken.wav')
    run('espeak-ng', ['-v', voice, '-w', file, text])
    return fromPcm(run('sox', ['-D', file, '-t', 's16', '-r', `${rate}`, '-c', '1', '-']))
  })
}

export function joined(...sounds: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(sounds.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const sound of sounds) {
    all.set(sound, at)
    at += sound.length
  }
  return all
}

export function silence(ms: number): Float32Array {
  return new Float32Array((ms * rate) / 1000)
}

function samplesOf(file: string): Float32Array {
  return fromPcm(run('sox', ['-D', file, '-t', 's16', '-r', `${rate}`, '-c', '1', '-']))
}

function toFile(folder: string, sound: Float32Array): string {
  const file = join(folder, 'sound.wav')
  const pcm = Int16Array.from(sound, (x) => Math.round(Math.max(-1, Math.min(1, x)) * 32767))
  const raw = ['-t', 's16', '-r', `${rate}`, '-c', '1']
  run('sox', ['-D', ...raw, '-', '-b', '16', file], Buffer.from(pcm.buffer))
  return file
}

function fromPcm(bytes: Buffer): Float32Array {
  const count = bytes.length >> 1
  return Float32Array.from({ length: count }, (_, n) => bytes.readInt16LE(2 * n) / 32768)
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'tty-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(command: string, args: readonly string[], input: string | Buffer = ''): Buffer {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    input,
    maxBuffer: 1 << 28,
  })
  if (status !== 0)
    throw new Error(`${command} ended with ${status}: ${error ?? stderr.toString()}`)
  return stdout
}
