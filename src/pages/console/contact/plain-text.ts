/** Without the signs that nobody sees, which come along where text is copied, and which the line does not take. */
export function plainText(text: string): string {
  return text
    .replaceAll(/\t|\r\n?/g, (sign) => (sign === '\t' ? ' ' : '\n'))
    .replaceAll(/[^\P{C}\n]/gu, '')
}
