/** The end of every exhaustive switch: `tsc` refuses it while a case is left out. */
export function unreachable(value: never): never {
  throw new Error(`not handled: ${JSON.stringify(value)}`)
}
