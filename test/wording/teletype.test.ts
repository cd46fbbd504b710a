import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Language } from '../../src/base/brand.ts'
import { createDecoder } from '../modem/baudot/decoder.ts'
import { encode } from '../../src/modem/baudot/encode.ts'
import { needsEnglish } from '../../src/wording/teletype/needs-english.ts'
import { teletype, unprintable } from '../../src/wording/teletype/teletype.ts'

const on = (tag: string, text: string, width = 72): string =>
  teletype(text, { language: tag as Language, width })

const someCharacters = Array.from('aZ  0 9 \n\r.ßÅжщΰϋ한글がっ٣½…‘„𝔘😀漢ا\ud800ü')
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...someCharacters), maxLength: 60 }),
)
const anyLanguage = fc.constantFrom('en', 'de', 'sv', 'fr', 'nl', 'uk', 'el', 'ko', 'ja', 'xx')

test('whatever is written, a text telephone prints it, in lines that fit', () => {
  fc.assert(
    fc.property(anyText, anyLanguage, fc.integer({ min: 1, max: 30 }), (text, language, width) => {
      const lines = on(language, text, width).split('\r\n')
      for (const line of lines) {
        expect(line).toMatch(/^[A-Z0-9 \-$',!:(")=?+./;]*$/)
        expect(line.length).toBeLessThanOrEqual(width)
      }
    }),
    { numRuns: 200 },
  )
})

test('what a text telephone prints comes through its code as it was', () => {
  fc.assert(
    fc.property(anyText, anyLanguage, (text, language) => {
      const printed = on(language, text)
      const decoder = createDecoder()
      const read = encode(printed).map((code) => decoder.read(code, true)?.text ?? '')
      expect(read.join('')).toBe(printed)
    }),
    { numRuns: 200 },
  )
})

test('what is printed already stays as it is', () => {
  fc.assert(
    fc.property(anyText, anyLanguage, (text, language) => {
      const once = on(language, text)
      expect(on(language, once)).toBe(once)
    }),
    { numRuns: 100 },
  )
})

describe('letters are written by the custom of each language', () => {
  test.each([
    ['de', 'Größe: Übermut, Ärger, Straße', 'GROESSE: UEBERMUT, AERGER, STRASSE'],
    ['fr', 'L’œuvre d’été, ça va à Noël', "L'OEUVRE D'ETE, CA VA A NOEL"],
    ['nl', 'ĳs, coördinatie, één', 'IJS, COORDINATIE, EEN'],
    ['sv', 'Gå till Örebro och ät', 'GAA TILL OEREBRO OCH AET'],
    ['da', 'Æblet på øen', 'AEBLET PAA OEEN'],
    ['nb', 'Blåbærsyltetøy', 'BLAABAERSYLTETOEY'],
    ['fi', 'Hyvää päivää, Åbo', 'HYVAA PAIVAA, ABO'],
    ['is', 'Þórður á æði', 'THORDUR A AEDI'],
    ['es', '¿Qué año? ¡Sí!', 'QUE ANO? SI!'],
    ['pt', 'Não, à irmã', 'NAO, A IRMA'],
    ['pl', 'Zażółć gęślą jaźń', 'ZAZOLC GESLA JAZN'],
    ['cs', 'Příliš žluťoučký kůň', 'PRILIS ZLUTOUCKY KUN'],
    ['hu', 'Árvíztűrő tükörfúrógép', 'ARVIZTURO TUKORFUROGEP'],
    ['ro', 'Țară și șarpe', 'TARA SI SARPE'],
    ['tr', 'İstanbul’da ışık, ağaç', "ISTANBUL'DA ISIK, AGAC"],
    ['hr', 'Đakovo, čaša, žlica', 'DJAKOVO, CASA, ZLICA'],
    ['vi', 'Đường phố Việt Nam', 'DUONG PHO VIET NAM'],
  ])('%s: %s', (language, text, printed) => {
    expect(on(language, text)).toBe(printed)
  })

  test.each([
    ['ru', 'Щука съела Юлю, объём', 'SHCHUKA SIEELA IULIU, OBIEEM'],
    ['uk', 'Згорани, Їжакевич, Київ, Юрій, м’ята', 'ZGHORANY, YIZHAKEVYCH, KYIV, YURII, MIATA'],
    ['bg', 'София, Щъркел, България', 'SOFIA, SHTARKEL, BALGARIA'],
    ['sr', 'Ђорђе, Љубав, Чачак, џеп', 'DJORDJE, LJUBAV, CACAK, DZEP'],
    ['mk', 'Ѓорче, ќе, Шар, џвонк', 'GJORCHE, KJE, SHAR, DJVONK'],
    ['be', 'Гомель, ёлка, Мінск', 'HOMEL, IOLKA, MINSK'],
    ['el', 'Άγγελος, Ευάγγελος, αύριο, αϋπνία', 'ANGELOS, EVANGELOS, AVRIO, AYPNIA'],
    ['el', 'ευθύς, ούτε, Μαΐου, μπαρ; ναι', 'EFTHYS, OUTE, MAIOU, BAR; NAI'],
    ['ka', 'საქართველო', 'SAKARTVELO'],
    ['ko', '독립문 신라 좋고 같이 왕십리', 'DONGNIMMUN SILLA JOKO GACHI WANGSIMNI'],
    ['ja', 'きゃく がっこう コーヒー マッチ', 'KYAKU GAKKOU KOHI MATCHI'],
  ])('%s: %s, in Latin letters', (language, text, printed) => {
    expect(on(language, text)).toBe(printed)
  })
})

describe('signs', () => {
  test('from a printer are plain ones', () => {
    expect(on('en', '“Yes” – it’s… fine\u00a0now')).toBe('"YES" - IT\'S... FINE NOW')
  })

  test('that the code has not are words, in the language of the text', () => {
    expect(on('en', '5% & a@b #7')).toBe('5 PERCENT AND A AT B NUMBER 7')
    expect(on('de', '5 % & 7 €')).toBe('5 PROZENT UND 7 EURO')
    expect(on('cs', '5 %')).toBe('5 PCT')
  })

  test('like those of other shapes are what V.18 says', () => {
    expect(on('en', '[a] {b} <c> \\ `')).toBe("(A) (B) (C) / '")
  })

  test('of other scripts that are digits are digits', () => {
    expect(on('ar', '٠١٢٣ ۴۵۶ १२ ７')).toBe('0123 456 12 7')
  })
})

test('what has no Latin letters is left out, and named', () => {
  expect(on('ja', '漢字 1')).toBe('1')
  expect(unprintable('漢字😀 é¿', 'ja' as Language)).toEqual(['漢', '字', '😀'])
})

test.each([
  ['nl', false],
  ['sr-Cyrl', false],
  ['uk', false],
  ['el', false],
  ['ko', false],
  ['ka', false],
  ['ar', true],
  ['he', true],
  ['zh', true],
  ['ja', true],
  ['hi', true],
  ['th', true],
])('whether a text telephone cannot write it: %s, %s', (language, isSo) => {
  expect(needsEnglish(language as Language)).toBe(isSo)
})

describe('lines', () => {
  test('end between two words', () => {
    expect(on('en', 'Type the installation ID from your screen', 20).split('\r\n')).toEqual([
      'TYPE THE',
      'INSTALLATION ID FROM',
      'YOUR SCREEN',
    ])
  })

  test('keep the parts of a number together', () => {
    expect(on('en', 'Your case is 1234 5678, and A 123 4567.', 20).split('\r\n')).toEqual([
      'YOUR CASE IS',
      '1234 5678, AND A',
      '123 4567.',
    ])
  })

  test('break only what is longer than a line', () => {
    expect(on('en', 'see activate.example.com/about-us', 20).split('\r\n')).toEqual([
      'SEE',
      'activate.example.com'.toUpperCase(),
      '/ABOUT-US',
    ])
  })

  test('end where they end in the text', () => {
    expect(on('en', 'one\ntwo\r\n\nthree')).toBe('ONE\r\nTWO\r\n\r\nTHREE')
  })
})
