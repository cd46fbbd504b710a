import type { DeskEvents } from '../../../src/operators/api/protocol-board.ts'
import type { Visitor } from '../visitor.ts'

type Name = keyof DeskEvents

/** A page's stream of the desk's events, kept in order. */
export type OpenBoard = {
  /** The next event of this name, those in between left out. */
  readonly next: <N extends Name>(name: N) => Promise<DeskEvents[N]>
  readonly until: <N extends Name>(
    name: N,
    isIt: (data: DeskEvents[N]) => boolean,
  ) => Promise<DeskEvents[N]>
  readonly close: () => void
}

/** Reads server-sent events as a browser does, that comes back with the last revision it had. */
export async function openBoard(url: string, page: Visitor, after?: number): Promise<OpenBoard> {
  const stop = new AbortController()
  const cookie = [...page.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(`${url}/console/api/desk/events`, {
    headers: { cookie, ...(after !== undefined && { 'last-event-id': String(after) }) },
    signal: stop.signal,
  })
  if (response.status !== 200 || response.body === null) throw new Error(`${response.status}`)
  const events = read(response.body)
  const until = async <N extends Name>(
    name: N,
    isIt: (data: DeskEvents[N]) => boolean,
  ): Promise<DeskEvents[N]> => {
    for (;;) {
      const { value, done } = await events.next()
      if (done === true) throw new Error('the stream has ended')
      if (value.name === name && isIt(value.data as DeskEvents[N])) {
        return value.data as DeskEvents[N]
      }
    }
  }
  return { until, next: (name) => until(name, () => true), close: () => stop.abort() }
}

async function* read(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<{ readonly name: string; readonly data: unknown }, undefined> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const part of body) {
    text += decoder.decode(part, { stream: true })
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const name = /^event: (.*)$/m.exec(event)?.[1]
      const data = /^data: (.*)$/m.exec(event)?.[1]
      if (name !== undefined && data !== undefined) yield { name, data: JSON.parse(data) }
    }
  }
  return undefined
}
