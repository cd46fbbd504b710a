import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Heard, Listener } from '../../src/modem/mode.ts'
import { printed, toPcm } from './spandsp-telephone.ts'

const frameLength = 160
/** So many frames without a tone end a transmission; of those around it so many are read with it. */
const [quietFrames, framesBefore, framesAfter] = [25, 5, 3]

/**
 * Reads each transmission with minimodem once its carrier has fallen; minimodem reads files only. Takes
 * frames of 20 ms.
 */
export function minimodemListener(baud: 45 | 50): Listener {
  let frames: Float32Array[] = []
  let [share, isOn, quiet, now] = [0, false, 0, 0]

  const push = (samples: Float32Array): readonly Heard[] => {
    now += 20
    frames.push(samples.slice())
    share += (toneShare(samples) - share) * 0.3
    if (share > 0.25) [isOn, quiet] = [true, 0]
    else quiet += 1
    if (!isOn) {
      frames = frames.slice(-framesBefore)
      return []
    }
    if (quiet < quietFrames) return []
    const text = minimodemPrints(frames.slice(0, framesAfter - quietFrames), baud)
    frames = []
    isOn = false
    return printed(text, now)
  }

  return { push, isTextTelephone: () => true, isBusy: () => isOn }
}

/** What minimodem prints for a sound in pieces, with its two stop bits. */
export function minimodemPrints(pieces: readonly Float32Array[], baud: 45 | 50): string {
  const folder = mkdtempSync(join(tmpdir(), 'tty-minimodem-'))
  try {
    const file = join(folder, 'heard.wav')
    writeFileSync(file, wavOf(Buffer.concat(pieces.map(toPcm))))
    const mode = baud === 45 ? ['tdd'] : ['-5', '-M', '1400', '-S', '1800', '--stopbits', '2', '50']
    const { status, stdout, stderr } = spawnSync('minimodem', ['--rx', '-q', '-f', file, ...mode])
    if (status !== 0 && stderr.length > 0) throw new Error(`minimodem: ${stderr.toString()}`)
    return stdout.toString('latin1')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** How much of the sound is mark or space. */
function toneShare(samples: Float32Array): number {
  const all = samples.reduce((sum, x) => sum + x * x, 0)
  if (all < 1e-7 * frameLength) return 0
  const tones = [1400, 1800].map((hertz) => powerAt(samples, hertz))
  return ((tones[0] ?? 0) + (tones[1] ?? 0)) / ((all * samples.length) / 2)
}

function powerAt(samples: Float32Array, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / 8000)
  let [last, before] = [0, 0]
  for (const x of samples) [last, before] = [x + turn * last - before, last]
  return last * last + before * before - turn * last * before
}

/** 16 bit at 8 kHz, one channel. */
function wavOf(pcm: Buffer): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + pcm.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(pcm.length, 40)
  return Buffer.concat([head, pcm])
}
