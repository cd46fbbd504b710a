import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { checkLocale } from '../../src/scripts/check-locale.ts'
import { showFinding } from '../../src/scripts/finding.ts'

const good = readFileSync('locales/en/spoken.json', 'utf8')

const findingsIn = (text: string): readonly string[] => {
  const check = checkLocale('en.json', text)
  return check.kind === 'unusable' ? check.findings.map(showFinding) : []
}

const lineOf = (piece: string): number => good.slice(0, good.indexOf(piece)).split('\n').length

/** What is found when one piece of the English words is written otherwise. */
const afterChange = (from: string, to: string): readonly string[] => {
  expect(good).toContain(from)
  return findingsIn(good.replace(from, to))
}

const nextGroup = '"entry.next-group": "Now group {{group}}."'
const nextGroupAt = `en.json:${lineOf(nextGroup)}:25: "entry.next-group"`

test('the English words are usable', () => {
  expect(findingsIn(good)).toEqual([])
})

describe('what is wrong is named with file, line and what to write instead', () => {
  test('a prompt that is missing', () => {
    expect(afterChange('"goodbye": "Thank you, and goodbye.",', '')).toEqual([
      `en.json:${lineOf('"prompts"')}:14: "goodbye" is missing; write what a voice says`,
    ])
  })

  test.each([
    ['near another', 'entry.nextgroup', '; did you mean "entry.next-group"?'],
    ['like no other', 'weather', '; leave it out'],
  ])('a prompt that nobody says, %s', (_how, name, advice) => {
    const findings = afterChange('"goodbye":', `"${name}": "x",\n    "goodbye":`)
    expect(findings).toEqual([
      `en.json:${lineOf('"goodbye"')}:5: "${name}" is not known here${advice}`,
    ])
  })

  test.each([
    [
      'a variable that is not known',
      'Now group {{groep}}.',
      '{{groep}} is not known here; ' +
        'write one of {{group}}, {{publisher}}, {{web}}, {{hours}}, {{answerWithin}}, {{hash}}',
    ],
    ['a variable left out', 'Now the next group.', 'write {{group}} in it'],
    [
      'one brace too few',
      'Now group {{group}.',
      'write each variable as {{name}}, and no other brace',
    ],
    [
      'a formatted variable',
      'Group {{group, number}}.',
      'write each variable as {{name}}, and no other brace',
    ],
    ['nothing but blanks', '  ', 'write the words of the prompt'],
    [
      'a reference to other words',
      '$t(goodbye) {{group}}',
      'write the words themselves instead of $t(…)',
    ],
    ['a line break', 'Now\\ngroup {{group}}.', 'write it on one line, without control characters'],
  ])('%s', (_what, text, advice) => {
    const [finding, ...more] = afterChange(nextGroup, `"entry.next-group": "${text}"`)
    expect(more).toEqual([])
    expect(finding).toBe(`${nextGroupAt} is ${JSON.stringify(JSON.parse(`"${text}"`))}; ${advice}`)
  })

  test('words too long for one <Say>', () => {
    const [finding] = afterChange(
      nextGroup,
      `"entry.next-group": "{{group}} ${'so on '.repeat(500)}"`,
    )
    expect(finding).toMatch(/; write at most about 3000 letters: it is one <Say>$/)
  })

  test('words that are long only in another script are measured as they are sent', () => {
    const russian = 'ещё '.repeat(200)
    const [finding] = afterChange(nextGroup, `"entry.next-group": "{{group}} ${russian}"`)
    expect(finding).toMatch(/; write at most about 3000 letters/)
  })

  test('a prompt that is a number', () => {
    expect(afterChange(nextGroup, '"entry.next-group": 4')).toEqual([
      `${nextGroupAt} is 4; write what a voice says`,
    ])
  })

  test('nine digits, or the same word twice', () => {
    expect(afterChange('["zero", ', '[')).toEqual([
      'en.json:2:13: "digits" is a list of 9; write the ten words for the digits zero to nine',
    ])
    expect(afterChange('"zero", "one"', '"one", "one"')).toEqual([
      'en.json:2:13: "digits" is a list of 10; ' +
        'write the ten words for the digits zero to nine, all different',
    ])
  })

  test('a block announced without its letter', () => {
    expect(afterChange('Block {{letter}}.', 'Block.')).toEqual([
      `en.json:${lineOf('"block"')}:12: "block" is "Block."; ` +
        'write {{letter}} in it once, and nothing else in braces: "Block {{letter}}."',
    ])
  })

  test('a letter that is missing', () => {
    expect(afterChange(', "H": "H"', '')[0]).toMatch(
      /"H" is missing; write how a voice says the letter: "H"$/,
    )
  })

  test.each([
    ['a comma too few', '"hash": "hash",', '"hash": "hash"', lineOf('"prompts"')],
    ['a comment', '"hash": "hash",', '"hash": "hash", // #', lineOf('"hash": "hash"')],
    ['a comma too many', '"hash": "hash",', '"hash": "hash",,', lineOf('"hash": "hash"')],
  ])('text that is no JSON: %s', (_what, from, to, line) => {
    const [finding, ...more] = afterChange(from, to)
    expect(more).toEqual([])
    expect(finding).toMatch(
      new RegExp(
        `^en\\.json:${line}:\\d+: this is no JSON \\(.*\\); look for a comma, quote or brace`,
      ),
    )
  })

  test('text that ends too early', () => {
    expect(findingsIn('{\n  "digits": [')).toEqual([
      'en.json:2:14: this is no JSON (Unexpected end of JSON input); ' +
        'look for a comma, quote or brace just before',
    ])
  })

  test('a prompt worded twice', () => {
    const findings = afterChange('"goodbye":', '"goodbye": "Bye.",\n    "goodbye":')
    expect(findings).toEqual([
      `en.json:${lineOf('"goodbye"') + 1}:5: ` +
        'this name stands here for the second time; leave one of the two out',
    ])
  })

  test('a list instead of words', () => {
    expect(findingsIn('[]')[0]).toMatch(
      /^en\.json:1:1: the file is a list of 0; write digits, numbers/,
    )
  })
})
