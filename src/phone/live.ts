import type { Router } from 'express'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { ModeName } from '../modem/mode.ts'
import { placeCall } from './call.ts'
import { pageRouter } from './live-page.ts'
import type { Demo, DemoNumber } from './live-protocol.ts'
import { openLiveSocket, type LiveSocket } from './live-socket.ts'
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
}

/**
 * Without `shown` it is written as abroad; without `kind` a voice answers there. `textModes`: of the text
 * telephones of its country, the commonest first.
 */
type NumberToCall = Omit<DemoNumber, 'shown' | 'kind'> &
  Partial<DemoNumber> & { readonly textModes?: readonly ModeName[] }

/** `router` belongs under `/phone`; `upgrade` takes what the HTTP server upgrades to `/phone/call`. */
export type LivePhone = LiveSocket & { readonly router: Router }

/** The simulated telephone for people with a browser: its page, and the calls they make with it. */
export function mountPhone(options: LivePhoneOptions): LivePhone {
  const { line, product, productKey, fastest, atMostCalls = 20 } = options
  const numbers = options.numbers.map(
    ({ number, kind = 'voice', shown = writtenAsAbroad(number), country, languages }) => ({
      number,
      kind,
      shown,
      country,
      languages,
    }),
  )
  const socket = openLiveSocket({
    line,
    placeCall,
    numbers: new Map(
      options.numbers.map(({ number, textModes }) => [number, textModeOf(textModes)]),
    ),
    switchboard: options.switchboard ?? createSwitchboard(),
    fastest,
    atMostCalls,
  })
  return { ...socket, router: pageRouter(options.pages, { product, productKey, numbers, fastest }) }
}

function writtenAsAbroad(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number
}
