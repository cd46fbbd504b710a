/** How a country's text telephones take turns and part. */
export type Customs = {
  /** Hands over the turn. */
  readonly goAhead: string
  /** The line is ready to end, and waits for the caller to be. */
  readonly closing: string
  /** The last word. */
  readonly end: string
  /** Characters a line. */
  readonly width: number
}
