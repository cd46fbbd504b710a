import { channel } from './channel.ts'
import { minimodem, ours, spandsp, type Reader } from './readers.ts'
import { rows } from './rows.ts'
import { compiled, spandspSends } from './senders.ts'
import { distance, textOf } from './text.ts'

const [characters, seed] = [2000, 7001]

export function others(): Readonly<Record<string, Reader>> {
  return {
    ours,
    minimodem: minimodem('2.0'),
    'minimodem, stop 1.5': minimodem('1.5'),
    spandsp: spandsp(compiled('spandsp-reads')),
  }
}

/** The same 2,000 characters to all, a row for each condition. */
export function besideOthers(say: (line: string) => void, only: string): void {
  const readers = others()
  const names = Object.keys(readers)
  const sends = compiled('spandsp-sends')
  const text = textOf(characters, seed)
  say(`| wrong characters of 100, in ${text.length} | ${names.join(' | ')} |`)
  say(`| --- | ${names.map(() => '--:').join(' | ')} |`)
  for (const row of rows.filter(({ name }) => name.includes(only))) {
    const pcm = channel(spandspSends(sends, text, row.sender, seed), row, seed)
    const cells = Object.values(readers).map((reader) => {
      const wrong = distance(text, reader(pcm).replaceAll(/[\r\n]/g, ''))
      return ((100 * wrong) / text.length).toFixed(2)
    })
    say(`| ${row.name} | ${cells.join(' | ')} |`)
  }
}
