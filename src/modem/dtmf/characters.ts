/**
 * The characters of text telephones that send the tones of keys (V.18 Annex B): a digit of its own, or after up to three
 * of * and #. As in spandsp's table. Six codes stand at the places that ISO 646 leaves to nations (7/11 to 7/13, 5/11 to
 * 5/13); their letters here are those of Denmark and Norway.
 */
const byPrefix: Readonly<Record<string, string>> = {
  '': ' behknqtwz',
  '*': '\badgjmpsvy',
  '#': '?cfilorux.',
  '**': '\0+-=:%(),\n',
  '*#': '0123456789',
  '#*': '\0æøåÆØÅ\0\0\0',
  '##': ' BEHKNQTWZ',
  '##*': '\0ADGJMPSVY',
  '###': '!CFILORUX;',
}

/**
 * What stands for a character that the table has not: letters of other nations in the same place, then letters without
 * their marks; the rest is left out.
 */
const substitutes: Readonly<Record<string, string>> = {
  '\t': ' ',
  '\v': '\n',
  '\f': '\n',
  '\x7f': '\b',
  '&': '+',
  '*': '.',
  '<': '(',
  '>': ')',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '/': ':',
  '@': 'X',
  _: ' ',
  '~': ' ',
  ä: 'æ',
  ö: 'ø',
  Ä: 'Æ',
  Ö: 'Ø',
  ü: 'å',
  Ü: 'Å',
}

const characters = new Map<string, string>(
  Object.entries(byPrefix).flatMap(([prefix, row]) =>
    Array.from(row, (character, digit) => [`${prefix}${digit}`, character] as const).filter(
      ([, character]) => character !== '\0',
    ),
  ),
)
const keys = new Map(
  [...characters].map(([sequence, character]) => [character, sequence] as const).toReversed(),
)

/** Every sequence begins so, and none is longer than four. */
export function isPrefix(sequence: string): boolean {
  return sequence === '' || sequence in byPrefix
}

/** What a sequence of keys that ends in a digit stands for. */
export function characterOf(sequence: string): string | undefined {
  return characters.get(sequence)
}

/** The keys of a text, a sequence a character. */
export function keysOf(text: string): readonly string[] {
  return Array.from(text.normalize('NFC')).flatMap((character) => {
    const own = keyOf(character)
    const all = own === undefined ? Array.from(character.normalize('NFKD'), keyOf) : [own]
    return all.filter((sequence) => sequence !== undefined)
  })
}

function keyOf(character: string): string | undefined {
  return keys.get(character) ?? keys.get(substitutes[character] ?? '')
}
