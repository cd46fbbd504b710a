/** What is wrong in a file, where, and what to write instead. Lines and columns count from 1. */
export type Finding = {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** `voice-scripts/NL.yaml:7:3: …`, the form that editors and terminals make a link of. */
export function showFinding({ file, line, column, message }: Finding): string {
  return `${file}:${line}:${column}: ${message}`
}
