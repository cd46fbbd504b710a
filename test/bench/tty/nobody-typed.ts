import { createDetector } from '../../../src/modem/baudot/detector.ts'
import { others } from './beside-others.ts'
import { notText } from './not-text.ts'
import { coded, samplesOf } from './readers.ts'

export function nobodyTyped(say: (line: string) => void, only: string): void {
  const readers = others()
  const names = Object.keys(readers)
  say(
    `| characters printed where nobody typed | minutes | ${names.join(' | ')} | taken for one by the detector |`,
  )
  say(`| --- | --: | ${names.map(() => '--:').join(' | ')} | --: |`)
  let minutes = 0
  for (const { name, pcm } of notText().filter((one) => one.name.includes(only))) {
    const sound = coded(pcm())
    const printed = Object.values(readers).map((reader) => `${reader(sound).length}`)
    const detector = createDetector()
    detector.push(samplesOf(sound))
    const long = sound.length / 16_000 / 60
    minutes += long
    const found = detector.isTextTelephone() ? 'yes' : 'no'
    say(`| ${name} | ${long.toFixed(1)} | ${printed.join(' | ')} | ${found} |`)
  }
  say('')
  say(`In all ${(minutes / 60).toFixed(1)} hours.`)
}
