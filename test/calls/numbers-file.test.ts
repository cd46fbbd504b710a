import { describe, expect, test } from '@jest/globals'
import type { Country } from '../../src/base/brand.ts'
import { loadNumbers, parseNumbers } from '../../src/calls/numbers-file.ts'

const countries = ['NL', 'BE'].map((country) => country as Country)

const faultOf = (text: string): string => {
  try {
    parseNumbers('numbers.yaml', text, countries)
    return ''
  } catch (error) {
    return String(error)
  }
}

test('text messages are sent from a number in full, or from none', () => {
  const fault = faultOf('- { number: "+31201234567", country: NL, sms: 0612345678 }')
  expect(fault).toContain('numbers.yaml:1')
  expect(fault).toContain('write the number in quotes')
})

test('a numbers file says which country, which licences and whom each number serves', () => {
  const text = `
- { number: "+31201234567", country: NL, licences: [retail, mak] }
- { number: "+31201234568", country: NL, kind: text }
- { number: "+31201234569", country: NL, kind: both }
- number: "+3222345678"
  country: BE
  sms: "+32460123456"
`
  expect(parseNumbers('numbers.yaml', text, countries)).toEqual([
    { number: '+31201234567', kind: 'voice', country: 'NL', licences: ['retail', 'mak'] },
    { number: '+31201234568', kind: 'text', country: 'NL', licences: [] },
    { number: '+31201234569', kind: 'both', country: 'NL', licences: [] },
    { number: '+3222345678', kind: 'voice', country: 'BE', licences: [], sms: '+32460123456' },
  ])
})

describe('what is wrong in a numbers file', () => {
  test('is named all at once, each with its line and what to write instead', () => {
    const fault = faultOf(`
- number: 0201234567
  country: Netherlands
- number: "+31201234567"
  country: NL
  licences: [retail, volume]
  licenses: [mak]
`)
    for (const line of [
      'numbers.yaml:2:11: "number" is not in that form; write the number in quotes',
      'numbers.yaml:3:12: "country" is "Netherlands"; write the country as two capital letters',
      'numbers.yaml:6:22: entry 2 of "licences" is "volume"; write one of retail, oem, mak',
      'numbers.yaml:7:3: "licenses" is not known here; did you mean "licences"?',
    ])
      expect(fault).toContain(line)
  })

  test('is a number that stands there twice, and a country without a script', () => {
    const fault = faultOf(`
- { number: "+31201234567", country: NL }
- { number: "+31201234567", country: ZZ }
`)
    expect(fault).toContain('numbers.yaml:3:13: this number stands here for the second time')
    expect(fault).toContain('no voice script serves "ZZ"; write one of NL, BE')
    expect(fault).not.toContain('31201234567')
  })

  test.each([
    ['', 'write a list'],
    ['[]', 'write at least one number'],
    ['numbers: []', 'write a list'],
    ['- [', 'this is no YAML'],
  ])('is a file that is no list of numbers: %j', (text, advice) => {
    expect(faultOf(text)).toContain(advice)
  })

  test('is a file that is not there', () => {
    expect(() => loadNumbers('no-such-file.yaml', countries)).toThrow('no-such-file.yaml')
  })
})
