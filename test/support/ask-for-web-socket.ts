import { once } from 'node:events'
import { request } from 'node:http'

/** The status with which a server on this machine refuses a WebSocket. */
export async function askForWebSocket(
  port: number,
  path: string,
  signature?: string,
): Promise<number> {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    ...(signature !== undefined && { 'x-twilio-signature': signature }),
  }
  const asking = request({ host: '127.0.0.1', port, path, headers, agent: false }).end()
  const [response] = await once(asking, 'response')
  response.resume()
  return Number(response.statusCode)
}
