import type { Demo, DemoNumber, Device } from '../../phone/live-protocol.ts'

/** Asks the server what is to be activated and which numbers can be called. */
export async function loadDemo(page: string): Promise<Demo> {
  const answer = await fetch(new URL('demo.json', page))
  if (!answer.ok) throw new Error(`demo.json: ${answer.status}`)
  return (await answer.json()) as Demo
}

/** The numbers that can be called with it. */
export function numbersOf(numbers: readonly DemoNumber[], device: Device): readonly DemoNumber[] {
  const unfit = device === 'telephone' ? 'text' : 'voice'
  return numbers.filter(({ kind }) => kind !== unfit)
}

/** The number of a country; without one, of a country where people of this language call. */
export function numberFor(
  numbers: readonly DemoNumber[],
  country: string | undefined,
  language: string,
): DemoNumber | undefined {
  return (
    numbers.find((number) => number.country === country) ??
    numbers.find(({ languages }) => languages[0] === language) ??
    numbers[0]
  )
}

/** The countries in a browser's language tags: `['nl-BE', 'en']` → `['BE']`. */
export function countriesIn(tags: readonly string[]): readonly string[] {
  return tags.map((tag) => new Intl.Locale(tag).region).filter((region) => region !== undefined)
}
