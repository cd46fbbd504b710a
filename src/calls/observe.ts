/** Where the calls write what happened; whatever is private stands under `private`. */
export type CallLog = {
  readonly info: (fields: object, sentence: string) => void
  readonly warn: (fields: object, sentence: string) => void
  readonly error: (fields: object, sentence: string) => void
}

export type CallMetrics = {
  readonly callAnswered: (country: string) => void
  readonly callEnded: (country: string, outcome: string) => void
  readonly webhookRepeated: () => void
  readonly fault: (code: string) => void
}
