import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { through } from './readers.ts'

export type Sound = { readonly name: string; readonly pcm: Buffer }

const raw = ['-t', 's16', '-r', '8000', '-c', '1']
const folder = '/usr/share/asterisk'

/** What is not a text telephone, of each kind so many minutes at most. */
export function notText(minutes: number): readonly Sound[] {
  const made = (...effects: readonly string[]): Buffer =>
    through(['-n', '-R', '-D', ...raw, '-', ...effects], Buffer.alloc(0))
  return [
    ...['en', 'es', 'fr'].map((language) => ({
      name: `speech (${language})`,
      pcm: recorded(join(folder, 'sounds', language), minutes),
    })),
    { name: 'music', pcm: recorded(join(folder, 'moh'), minutes) },
    { name: 'white noise', pcm: made('synth', `${minutes * 60}`, 'whitenoise', 'gain', '-10') },
    {
      name: 'tones, 1100 to 2100 Hz',
      pcm: made('synth', '60', 'sine', '1100:2100', 'gain', '-10'),
    },
    {
      name: 'keys',
      pcm: Buffer.concat(
        [697, 770, 852, 941].flatMap((low) =>
          [1209, 1336, 1477, 1633].map((high) =>
            through(
              [
                '-n',
                '-D',
                ...raw,
                '-',
                'synth',
                '0.1',
                'sine',
                `${low}`,
                'sine',
                `${high}`,
                'gain',
                '-6',
                'pad',
                '0',
                '0.1',
                'repeat',
                '20',
              ],
              Buffer.alloc(0),
            ),
          ),
        ),
      ),
    },
  ]
}

function recorded(of: string, minutes: number): Buffer {
  const files = readdirSync(of, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.wav') || name.endsWith('.sln16'))
    .toSorted()
  const sounds: Buffer[] = []
  let left = minutes * 60 * 16_000
  for (const name of files) {
    if (left <= 0) break
    const pcm = through(['-D', join(of, name), ...raw, '-'], Buffer.alloc(0))
    sounds.push(pcm.subarray(0, left))
    left -= pcm.length
  }
  return Buffer.concat(sounds)
}
