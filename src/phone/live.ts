import { randomBytes } from 'node:crypto'
import { Router } from 'express'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { ModeName } from '../modem/mode.ts'
import { pageRouter } from '../serving/page-router.ts'
import { placeCall } from './call.ts'
import type { Demo, DemoNumber } from './live-protocol.ts'
import { openLiveSocket } from './live-socket.ts'
import { createCallsByOperator } from './operator/calls-by-operator.ts'
import { openOperatorSocket } from './operator/operator-socket.ts'
import { createSoftphoneTokens } from './operator/softphone-tokens.ts'
import type { PageSocket } from './page-socket.ts'
import { restRouter } from './rest/rest-router.ts'
import { createSwitchboard, type Switchboard } from './switchboard.ts'
import { textModeOf } from './text-machine.ts'
import type { Line } from './transport/webhook.ts'

export type LivePhoneOptions = {
  /** The line that is called, as Twilio would reach it. */
  readonly line: Line
  /** The folder of the built page, `dist/pages/phone`. */
  readonly pages: string
  readonly product: Demo['product']
  readonly productKey: string
  readonly numbers: readonly NumberToCall[]
  /** How many times as fast as a real call a page may ask for (`?speed=20`); 1: no faster. */
  readonly fastest: number
  /** Where the calls meet each other, and the provider's interface finds them. */
  readonly switchboard?: Switchboard
  /** Calls of pages at a time; more are told that it is busy. */
  readonly atMostCalls?: number
  /** And operators' softphones. */
  readonly atMostSoftphones?: number
}

/**
 * Without `shown` it is written as abroad; without `kind` a voice answers there. `textModes`: of the text
 * telephones of its country, the commonest first.
 */
type NumberToCall = Omit<DemoNumber, 'shown' | 'kind'> &
  Partial<DemoNumber> & { readonly textModes?: readonly ModeName[] }

/** `router` belongs under `/phone`; `upgrade` takes what the HTTP server upgrades to `/phone/call`, `/phone/called` and `/phone/operator`. */
export type LivePhone = PageSocket & {
  readonly router: Router
  /** How the line asks the provider's interface, which is served under `/phone/rest`. */
  readonly rest: RestOfPhone
  /** With what an operator's softphone signs in at `/phone/operator`. */
  readonly softphoneToken: (identity: string) => string
}

type RestOfPhone = {
  readonly accountSid: string
  readonly username: string
  readonly password: string
  readonly url: string
}

/** The simulated telephone for people with a browser: its page, and the calls they make with it. */
export function mountPhone(options: LivePhoneOptions): LivePhone {
  const { line, product, productKey, fastest, atMostCalls = 20, atMostSoftphones = 60 } = options
  const numbers = options.numbers.map(
    ({ number, kind = 'voice', shown = writtenAsAbroad(number), country, languages }) => ({
      number,
      kind,
      shown,
      country,
      languages,
    }),
  )
  const switchboard = options.switchboard ?? createSwitchboard()
  const tokens = createSoftphoneTokens(Date.now)
  const operators = openOperatorSocket({
    line,
    switchboard,
    tokens,
    calls: createCallsByOperator(),
    atMostSoftphones,
  })
  const telephones = {
    line,
    placeCall,
    numbers: new Map(
      options.numbers.map(({ number, textModes }) => [number, textModeOf(textModes)]),
    ),
    switchboard,
    fastest,
  }
  const sockets = [
    operators,
    openLiveSocket({ ...telephones, use: 'dials', atMost: atMostCalls }),
    openLiveSocket({ ...telephones, use: 'stands-by', atMost: atMostStandingBy }),
  ]
  const rest = {
    accountSid: line.accountSid,
    username: line.accountSid,
    password: randomBytes(16).toString('hex'),
    url: `${line.via ?? line.url}/phone/rest`,
  }
  const credentials = [{ user: rest.username, password: rest.password }]
  const router = Router()
  router.use('/rest', restRouter({ line, switchboard, credentials }))
  router.get('/demo.json', (_request, response) => {
    const demo: Demo = { product, productKey, numbers, fastest }
    response.set('Cache-Control', 'no-store').json(demo)
  })
  router.use(pageRouter(options.pages))
  return {
    router,
    rest,
    softphoneToken: tokens.issue,
    upgrade: (...upgrade) => sockets.some((socket) => socket.upgrade(...upgrade)),
    close: async () => {
      await Promise.all(sockets.map((socket) => socket.close()))
    },
  }
}

/** Open pages whose telephone may ring: each is a connection on which nothing goes. */
const atMostStandingBy = 200

function writtenAsAbroad(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number
}
