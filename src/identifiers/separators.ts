/** What was typed without its white space and hyphens of any kind; empty for anything that isn't a text. */
export function withoutSeparators(typed: unknown): string {
  return typeof typed === 'string' ? typed.replace(/[\s\p{Pd}]/gu, '') : ''
}
