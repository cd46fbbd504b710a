/** Activations as a text takes them, in the figures of the language. */
export function counted(
  language: string,
  used: number,
  limit: number,
): { readonly used: string; readonly limit: string } {
  const figures = new Intl.NumberFormat(language)
  return { used: figures.format(used), limit: figures.format(limit) }
}
