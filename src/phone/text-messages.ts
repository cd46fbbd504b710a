/** A text message as a telephone gets it. */
export type TextMessage = { readonly from: string; readonly text: string }

/** Where text messages arrive, by number. One to a number that nobody has on is lost, as on a telephone that is off. */
export type TextMessages = {
  /** Messages to this number come here, until the returned function is called. */
  readonly arriveAt: (number: string, take: (message: TextMessage) => void) => () => void
  readonly deliver: (number: string, message: TextMessage) => void
}

export function createTextMessages(): TextMessages {
  const telephones = new Map<string, (message: TextMessage) => void>()
  return {
    arriveAt: (number, take) => {
      telephones.set(number, take)
      return () => {
        if (telephones.get(number) === take) telephones.delete(number)
      }
    },
    deliver: (number, message) => telephones.get(number)?.(message),
  }
}
