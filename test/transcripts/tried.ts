/** What was tried without a proof before the call of a transcript. */
import type { Caller, Limits } from '../../src/calls/limits.ts'
import { forgedOfKey } from '../../src/calls/limits-policy.ts'
import type { Shown } from './computers.ts'
import { callersOf } from './play.ts'
import type { Transcript } from './transcript.ts'

export type Trying = {
  readonly transcript: Transcript
  readonly shown: readonly Shown[]
  readonly limits: Limits
  readonly callerOf: (call: { readonly from: string }) => Caller
}

export async function letTry({ transcript, shown, limits, callerOf }: Trying): Promise<void> {
  const caller = callerOf({ from: callersOf(transcript).usual })
  const reading = { entry: 'whole', result: { kind: 'unreadable', groups: [] } } as const
  for (let tries = 0; tries < transcript.tried; tries += 1) {
    await limits.slownessAfter(caller, reading)
  }
  for (const [index, { installationId }] of shown.entries()) {
    if (transcript.computers[index]?.condition !== 'key often tried') continue
    for (let tries = 0; tries < forgedOfKey; tries += 1) await limits.isOneOfTooMany(installationId)
  }
}
