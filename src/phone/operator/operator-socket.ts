import type { WebSocket } from 'ws'
import { openPageSocket, sendTo, type PageSocket } from '../page-socket.ts'
import { parseFromConsole } from './operator-messages.ts'
import type { ToConsole } from './operator-protocol.ts'
import { createSoftphone, type SoftphoneOptions } from './softphone.ts'

export type OperatorSocketOptions = SoftphoneOptions & {
  /** Softphones at a time; more are told that it is busy. */
  readonly atMostSoftphones: number
}

/** The softphones of operators. */
export function openOperatorSocket(options: OperatorSocketOptions): PageSocket {
  return openPageSocket({
    path: '/phone/operator',
    longestMessage: 4096,
    atMost: options.atMostSoftphones,
    connect: (page) => connect(page, options),
    refuse: (page) => sendTo(page, { kind: 'ended', why: 'busy' } satisfies ToConsole),
  })
}

function connect(page: WebSocket, options: SoftphoneOptions): void {
  const softphone = createSoftphone(options, (message) => sendTo(page, message))
  page.on('message', (data) => {
    const message = data instanceof Buffer ? parseFromConsole(data.toString()) : undefined
    if (message === undefined) page.close(1008)
    else softphone.take(message)
  })
  page.on('close', softphone.hangUp)
}
