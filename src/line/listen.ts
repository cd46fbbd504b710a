import { once } from 'node:events'
import type { Server } from 'node:http'
import { Fault } from '../base/faults.ts'

export type Address = {
  /** 0: any free one. */
  readonly port: number
  /** Without it, every address of this machine. */
  readonly host?: string
}

/** Opens the port and says which it is; throws the fault `port-in-use`. */
export async function listen(server: Server, address: Address): Promise<number> {
  try {
    server.listen(address)
    await once(server, 'listening')
  } catch (cause) {
    if (!isInUse(cause)) throw cause
    const advice = `Stop the program that listens on port ${address.port}, or set PORT to another.`
    throw new Fault('port-in-use', advice, { cause })
  }
  const bound = server.address()
  return typeof bound === 'object' && bound !== null ? bound.port : address.port
}

/** Takes no new connection, lets what is in hand finish for so long, and closes what is left. */
export async function stopListening(server: Server, patienceInMs: number): Promise<void> {
  const closed = new Promise((resolve) => {
    server.close(resolve)
  })
  const timer = setTimeout(() => server.closeAllConnections(), patienceInMs)
  await closed
  clearTimeout(timer)
}

function isInUse(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE'
  )
}
