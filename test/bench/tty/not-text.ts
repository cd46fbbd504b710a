import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { espeakSays } from '../../modem/programs.ts'
import { pcmOf, through } from './readers.ts'

export type Sound = { readonly name: string; readonly pcm: () => Buffer }

const raw = ['-t', 's16', '-r', '8000', '-c', '1']
const folder = '/usr/share/asterisk'
const voices = ['en-gb', 'en-us+f3', 'de', 'fr-fr+f2', 'es', 'nl', 'sv+m4', 'it+f1', 'pl', 'pt']

/** What is not a text telephone: five hours. */
export function notText(): readonly Sound[] {
  return [
    ...['en', 'es', 'fr'].map((language) => ({
      name: `speech (${language})`,
      pcm: () => recorded(join(folder, 'sounds', language)),
    })),
    { name: 'speech, 10 made voices', pcm: () => Buffer.concat(voices.map(spoken)) },
    { name: 'music', pcm: () => recorded(join(folder, 'moh')) },
    { name: 'white noise', pcm: () => made('synth', '1800', 'whitenoise', 'gain', '-10') },
    { name: 'pink noise', pcm: () => made('synth', '900', 'pinknoise') },
    {
      name: 'tones, 1100 to 2100 Hz',
      pcm: () => made('synth', '60', 'sine', '1100:2100', 'gain', '-10'),
    },
    { name: 'tones of the network, fax and modems', pcm: () => Buffer.concat(network()) },
    { name: 'keys', pcm: () => Buffer.concat(keys()) },
  ]
}

/** Busy, ringing, the three tones of "no such number", 2100, 1300, 1100, and 1400 and 1800 that stand. */
function network(): readonly Buffer[] {
  const tone = (seconds: string, ...hertz: readonly string[]): readonly string[] => [
    'synth',
    seconds,
    ...hertz.flatMap((one) => ['sine', one]),
    'gain',
    '-12',
  ]
  const after = (sound: readonly string[], pause: string, times: string): Buffer =>
    made(...sound, 'pad', '0', pause, 'repeat', times)
  const three = ['950', '1400', '1800'].map((hertz) => made(...tone('0.33', hertz)))
  return [
    after(tone('0.5', '480', '620'), '0.5', '60'),
    after(tone('2', '440', '480'), '4', '10'),
    after(tone('0.4', '425'), '0.4', '60'),
    ...Array.from({ length: 40 }, () => Buffer.concat([...three, Buffer.alloc(16_000)])),
    after(tone('3', '2100'), '1', '15'),
    after(tone('0.6', '1300'), '1.5', '30'),
    after(tone('0.5', '1100'), '3', '15'),
    ...['1400', '1800', '1650', '1850', '1300', '1500'].map((hertz) => made(...tone('20', hertz))),
  ]
}

function keys(): readonly Buffer[] {
  const pause = ['pad', '0', '0.1', 'repeat', '80']
  return ['697', '770', '852', '941'].flatMap((low) =>
    ['1209', '1336', '1477', '1633'].map((high) =>
      made('synth', '0.1', 'sine', low, 'sine', high, 'gain', '-6', ...pause),
    ),
  )
}

function made(...effects: readonly string[]): Buffer {
  return through(['-n', '-R', '-D', ...raw, '-', ...effects], Buffer.alloc(0))
}

function recorded(of: string): Buffer {
  const files = readdirSync(of, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.wav') || name.endsWith('.sln16'))
    .toSorted()
  return Buffer.concat(
    files.map((name) => through(['-D', join(of, name), ...raw, '-'], Buffer.alloc(0))),
  )
}

/** All that the line says in English, some fourteen minutes, as that voice pronounces it. */
function spoken(voice: string): Buffer {
  return pcmOf(espeakSays(voice, speech))
}

const speech = Array.from(
  { length: 100 },
  (_, n) =>
    `Please key in group ${n + 1} of the installation ID, ${(n * 7919) % 10_000}, from your screen, and take your time about it.`,
).join(' ')
