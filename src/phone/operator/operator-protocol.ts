/**
 * What a console's page and the simulated telephone say to each other over the WebSocket
 * `/phone/operator`: one JSON message a frame. A connection is a softphone: it makes one call at a time,
 * and closing it hangs up. What somebody says is a line of text.
 */
export type FromConsole =
  /** Dials, once it is the page's turn to speak with this contact. `token`: from `GET /softphone`. */
  | { readonly kind: 'connect'; readonly token: string; readonly contact: string }
  | { readonly kind: 'disconnect' }
  /** The microphone, not the part in the conference: the telephone sends nothing of what is said. */
  | { readonly kind: 'mute'; readonly isOn: boolean }
  | { readonly kind: 'say'; readonly text: string }

export type ToConsole =
  | { readonly kind: 'ringing' }
  /** The line has answered; whether somebody is there, the desk knows. */
  | { readonly kind: 'connected' }
  /** `from`: the line's own words, or somebody's in the conference. */
  | { readonly kind: 'said'; readonly from: 'line' | 'person'; readonly text: string }
  | { readonly kind: 'ended'; readonly why: 'over' | 'not-let-in' | 'busy' | 'failed' }
