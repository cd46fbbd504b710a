/** A caller's text telephone that is none of ours: spandsp types, and spandsp or minimodem prints. */
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Heard, Listener, Sender } from '../../src/modem/mode.ts'

export type SpandspTelephone = Listener & Sender & { readonly close: () => void }

export type Typing = {
  readonly baud: 45 | 50
  readonly stopBits?: 1 | 1.5 | 2
  /** Mark for 150 ms before a character that comes after silence. */
  readonly hasLead?: boolean
}

const frameLength = 160
/** spandsp does not say that it hears something; on a clear line any sound is that. */
const lampMs = 100

/** The program beside this file, compiled into a folder. */
export function compileTelephone(folder: string): string {
  const program = join(folder, 'spandsp-telephone')
  const source = new URL('spandsp-telephone.c', import.meta.url).pathname
  const { status, stderr } = spawnSync('gcc', ['-O2', '-o', program, source, '-lspandsp', '-lm'])
  if (status !== 0) throw new Error(`libspandsp-dev is needed: ${stderr.toString()}`)
  return program
}

/** In frames of 20 ms: what is pushed is heard while the next frame is sent. It prints when a carrier has fallen. */
export function spandspTelephone(program: string, typing: Typing): SpandspTelephone {
  const { baud, stopBits = 1.5, hasLead = false } = typing
  const folder = mkdtempSync(join(tmpdir(), 'tty-telephone-'))
  const pipes = ['in', 'out'].map((name) => join(folder, name))
  spawnSync('mkfifo', pipes)
  const options = [`${baud}`, `${stopBits * 2}`, hasLead ? '1' : '0']
  const child = spawn(program, [...pipes, ...options], { stdio: 'inherit' })
  const [into = -1, from = -1] = pipes.map((pipe, place) => openSync(pipe, place === 0 ? 'w' : 'r'))
  rmSync(folder, { recursive: true })

  const answer = Buffer.alloc(frameLength * 2 + 2)
  let keys = Buffer.alloc(0)
  let sound: Float32Array = new Float32Array(frameLength)
  let [state, isAhead, now, soundAt] = [0, false, 0, -lampMs]

  const read = (bytes: Buffer): Buffer => {
    for (let at = 0; at < bytes.length;) {
      const got = readSync(from, bytes, at, bytes.length - at, null)
      if (got === 0) throw new Error('the telephone of spandsp has ended')
      at += got
    }
    return bytes
  }
  const exchange = (heard: Float32Array): string => {
    const pressed = keys.subarray(0, 255)
    keys = keys.subarray(pressed.length)
    writeSync(into, Buffer.concat([Buffer.from([pressed.length]), pressed, toPcm(heard)]))
    read(answer)
    now += 20
    sound = fromPcm(answer)
    state = answer[frameLength * 2] ?? 0
    return read(Buffer.alloc(answer[frameLength * 2 + 1] ?? 0)).toString('latin1')
  }

  return {
    push: (samples) => {
      const text = exchange(samples)
      if (samples.some((x) => Math.abs(x) > 0.01)) soundAt = now
      isAhead = true
      return printed(text, now)
    },
    isTextTelephone: () => true,
    isBusy: () => now - soundAt < lampMs,
    write: (text) => {
      keys = Buffer.concat([keys, Buffer.from(text, 'latin1')])
    },
    fill: (samples) => {
      if (!isAhead && state === 0 && keys.length === 0) samples.fill(0)
      else {
        if (!isAhead) exchange(new Float32Array(frameLength))
        samples.set(sound)
      }
      isAhead = false
      return state !== 0
    },
    stop: () => {
      keys = Buffer.alloc(0)
    },
    waiting: () => keys.length + (state >> 1),
    close: () => {
      closeSync(into)
      closeSync(from)
      child.unref()
    },
  }
}

export function printed(text: string, atMs: number): readonly Heard[] {
  return Array.from(text, (character) => ({
    kind: 'character',
    text: character,
    letter: character,
    figure: character,
    shiftCertain: true,
    confidence: 1,
    atMs,
  }))
}

export function toPcm(samples: Float32Array): Buffer {
  const pcm = Int16Array.from(samples, (x) => Math.round(Math.max(-1, Math.min(1, x)) * 32767))
  return Buffer.from(pcm.buffer)
}

function fromPcm(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: frameLength }, (_, n) => bytes.readInt16LE(2 * n) / 32768)
}
