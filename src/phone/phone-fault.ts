/** What Twilio would report in its debugger: its code, a sentence, and the address it concerns. */
export class PhoneFault extends Error {
  readonly code: number

  /** `code` 0: this telephone's own refusal, which Twilio does not know. */
  constructor(code: number, sentence: string) {
    super(sentence)
    this.name = 'PhoneFault'
    this.code = code
  }
}
