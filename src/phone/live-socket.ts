import { randomInt } from 'node:crypto'
import type { WebSocket } from 'ws'
import { createLiveCall, type LiveCallOptions } from './live-call.ts'
import { parseFromPage } from './live-messages.ts'
import type { ToPage } from './live-protocol.ts'
import { openPageSocket, sendTo, type PageSocket } from './page-socket.ts'

export type LiveSocketOptions = Pick<
  LiveCallOptions,
  'line' | 'placeCall' | 'numbers' | 'switchboard'
> & {
  /** How many times as fast as a real call a page may ask for; 1: no faster. */
  readonly fastest: number
  /** `dials`: a call that the page makes; `stands-by`: one that waits until it is called. */
  readonly use: LiveCallOptions['use']
  readonly atMost: number
}

/** The telephones of pages. */
export function openLiveSocket(options: LiveSocketOptions): PageSocket {
  return openPageSocket({
    path: options.use === 'dials' ? '/phone/call' : '/phone/called',
    longestMessage: 1024,
    atMost: options.atMost,
    connect: (page, url) => connect(page, options, speedOf(url, options.fastest)),
    refuse: (page) => sendTo(page, { kind: 'ended', reason: 'busy' } satisfies ToPage),
  })
}

function connect(page: WebSocket, options: LiveSocketOptions, speed: number): void {
  const call = createLiveCall({
    ...options,
    speed,
    seed: randomInt(2 ** 32),
    send: (message) => sendTo(page, message),
    sendSound: (bytes) => {
      if (page.readyState === page.OPEN) page.send(bytes)
    },
    onEnd: () => page.close(1000),
  })
  page.on('message', (data) => {
    const message = data instanceof Buffer ? parseFromPage(data.toString()) : undefined
    if (message === undefined) page.close(1008)
    else call.take(message)
  })
  page.on('close', call.hangUp)
}

function speedOf(url: URL, fastest: number): number {
  const asked = Number(url.searchParams.get('speed') ?? 1)
  return asked >= 1 ? Math.min(asked, fastest) : 1
}
