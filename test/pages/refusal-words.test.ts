import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { refusals } from '../../src/operators/api/refusals.ts'

/** Of the page itself: no answer came; and what an organisation's sign-in comes back with. */
const ofThePage = ['unreachable', 'organisation']

test.each(['en', 'nl', 'de', 'fr', 'sv'])(
  '%s: the console has words for every no of its API, and for none that is not said',
  (language) => {
    const texts = JSON.parse(readFileSync(`locales/${language}/pages.json`, 'utf8')) as {
      readonly console: { readonly refused: Readonly<Record<string, string>> }
    }
    const worded = Object.keys(texts.console.refused).toSorted()
    expect(worded).toEqual([...Object.keys(refusals), ...ofThePage].toSorted())
  },
)
