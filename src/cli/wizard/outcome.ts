type Ending = {
  readonly json: Readonly<Record<string, unknown>>
  /** The same for a person, line by line. */
  readonly text: readonly string[]
}

export type Done = { readonly kind: 'done' } & Ending

export type Refusal = { readonly kind: 'refused' } & Ending

/** What a wizard command ends with. A refusal is exit 1. */
export type Outcome = Done | Refusal

export function done(json: Ending['json'], text: readonly string[]): Done {
  return { kind: 'done', json, text }
}

/** `what`: more that belongs into the JSON beside the reason. */
export function refused(
  reason: string,
  text: readonly string[],
  what: Ending['json'] = {},
): Refusal {
  return { kind: 'refused', json: { ...what, kind: 'refused', reason }, text }
}

/** Prints an outcome: JSON on one line of standard output, or words, a refusal's on standard error. */
export function print(outcome: Outcome, asJson: boolean): void {
  if (outcome.kind === 'refused') process.exitCode = 1
  if (asJson) console.log(JSON.stringify(outcome.json))
  else if (outcome.kind === 'refused') console.error(outcome.text.join('\n'))
  else console.log(outcome.text.join('\n'))
}
