import type { Response } from 'express'

export type Events = {
  /** `id`: what the browser names when it comes back. */
  readonly send: (event: string, data: object, id?: number) => void
  readonly end: () => void
}

/** Whoever has lost the line is to be right again within three seconds; a browser by itself waits that long. */
const comesBackAfterMs = 500
/** Proxies close what is silent for a minute. */
const heartbeatEveryMs = 15_000
/** A page that takes nothing in any more is let go: it comes back and resumes. */
const mostWaitingBytes = 4 * 1024 * 1024

/** Answers with events (https://html.spec.whatwg.org/multipage/server-sent-events.html), until either side ends. */
export function openEvents(response: Response): Events {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    // nginx would keep them until it has a page full.
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
  const write = (text: string): void => {
    if (response.destroyed || response.writableEnded) return
    response.write(text)
    if (response.writableLength > mostWaitingBytes) response.destroy()
  }
  write(`retry: ${comesBackAfterMs}\n\n`)
  const beat = setInterval(() => write(':\n\n'), heartbeatEveryMs).unref()
  response.once('close', () => clearInterval(beat))
  return {
    send: (event, data, id) => {
      const named = id === undefined ? '' : `id: ${id}\n`
      write(`${named}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    end: () => void response.end(),
  }
}
