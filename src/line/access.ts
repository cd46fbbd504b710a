import { randomBytes } from 'node:crypto'
import type { Settings } from '../config.ts'

/** How Twilio, or the simulated telephone, reaches the line. */
export type Access = {
  /** Without a slash at its end. */
  readonly publicUrl: string
  readonly authTokens: readonly string[]
  readonly accountSid: string
}

export const loopback = '127.0.0.1'

/** In the demo the token is made at start: no mode takes an unsigned webhook. */
export function accessOf(settings: Settings, port: number): Access {
  return settings.mode === 'production'
    ? {
        publicUrl: settings.publicUrl,
        authTokens: settings.authTokens,
        accountSid: settings.accountSid ?? `AC${'0'.repeat(32)}`,
      }
    : {
        publicUrl: `http://${loopback}:${port}`,
        authTokens: [randomBytes(16).toString('hex')],
        accountSid: `AC${randomBytes(16).toString('hex')}`,
      }
}
