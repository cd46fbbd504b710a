import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { splitDigits } from '../../../../src/identifiers/digit-groups.ts'
import { parseInstallationId } from '../../../../src/identifiers/installation-id.ts'
import { publishersSigner } from '../../../wizard/fleet.ts'

export type ALine = {
  readonly address: string
  /** The request bodies that came, and with which headers. */
  readonly received: readonly {
    readonly body: string
    readonly headers: IncomingMessage['headers']
  }[]
  readonly close: () => Promise<void>
}

type Answering = (ids: readonly string[], response: ServerResponse, request: number) => void

/** A server that answers request files as a line does, with the example's signing key. */
export async function aLine(answering: Answering = confirmAll): Promise<ALine> {
  const received: { body: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ body, headers: request.headers })
      if (request.url !== '/api/v1/activations/batch') return response.writeHead(404).end()
      const lines = body.trimEnd().split('\n')
      const ids = lines.map(
        (line) => (JSON.parse(line) as { readonly installationId: string }).installationId,
      )
      return answering(ids, response, received.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${String(port)}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What a line answers on its line `number`. */
export function confirmation(installationId: string, number: number): string {
  const parsed = parseInstallationId(splitDigits(installationId, 9))
  if (parsed.kind === 'refused') throw new Error(parsed.reason)
  const confirmationId = publishersSigner().sign(parsed.payload)
  const more = { keyClass: 'mak', reactivation: false, caseNumber: '12345678' }
  const answer = { line: number, installationId, kind: 'confirmed', confirmationId, ...more }
  return `${JSON.stringify(answer)}\n`
}

function confirmAll(ids: readonly string[], response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  response.end(ids.map((id, i) => confirmation(id, i + 1)).join(''))
}
