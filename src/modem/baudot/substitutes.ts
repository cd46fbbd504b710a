/** What stands for a character that the code has not (V.18 A.4); the rest of those is left out. */
const substitutes: Readonly<Record<string, string>> = {
  '\t': ' ',
  '\v': '\n',
  '\f': '\n',
  '#': '$',
  '%': '/',
  '&': '+',
  '*': '.',
  '<': '(',
  '[': '(',
  '{': '(',
  '>': ')',
  ']': ')',
  '}': ')',
  '@': 'X',
  '\\': '/',
  '^': "'",
  '`': "'",
  _: ' ',
  '~': ' ',
  '|': '!',
  '\x1a': '?',
}

export function substituted(character: string): string {
  return substitutes[character] ?? character.toUpperCase()
}
