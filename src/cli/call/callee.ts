import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Environment } from '../../config.ts'
import type { Line } from '../../phone/index.ts'
import { Refusal } from '../refusal.ts'

/** What a running demo leaves for this command. */
const demoFile = z.object({
  url: z.string(),
  token: z.string(),
  accountSid: z.string(),
  publicKey: z.string(),
  installationId: z.array(z.string()),
  numbers: z.array(
    z.object({
      number: z.string(),
      country: z.string(),
      kind: z.enum(['voice', 'text', 'both']).default('voice'),
      languages: z.array(z.string()).default([]),
    }),
  ),
})

export type Demo = z.infer<typeof demoFile>

export type Callee = {
  readonly line: Line
  /** Empty where the line is no demo. */
  readonly numbers: Demo['numbers']
  readonly demo: Demo | undefined
}

const path = 'data/demo.json'

/**
 * The line to be called: a production start's by its settings, else the demo that runs in this folder.
 * `url` is where it is reached, whatever its public address. Throws a `Refusal` where there is none.
 */
export function findCallee(environment: Environment, url: string | undefined): Callee {
  const token = (environment['TWILIO_AUTH_TOKEN'] ?? '').split(',')[0]?.trim() ?? ''
  if (token !== '')
    return { line: setLine(environment, { token, url }), numbers: [], demo: undefined }
  const demo = readDemo()
  if (demo === undefined) {
    throw new Refusal(
      'there is no line to call: start a demo with npm start in this folder, or set TWILIO_AUTH_TOKEN and PUBLIC_URL as the line has them',
    )
  }
  const { url: own, token: sign, accountSid, numbers } = demo
  const line = { url: own, token: sign, accountSid, ...(url !== undefined && { via: url }) }
  return { line, numbers, demo }
}

function setLine(
  environment: Environment,
  { token, url }: { readonly token: string; readonly url: string | undefined },
): Line {
  const nearby = `http://127.0.0.1:${environment['PORT'] ?? '8080'}`
  return {
    url: (environment['PUBLIC_URL'] ?? url ?? nearby).replace(/\/+$/, ''),
    token,
    accountSid: environment['TWILIO_ACCOUNT_SID'] ?? `AC${'0'.repeat(32)}`,
    via: url ?? nearby,
  }
}

function readDemo(): Demo | undefined {
  if (!existsSync(path)) return undefined
  try {
    return demoFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new Refusal(`${path} cannot be read: start the demo again`)
  }
}
