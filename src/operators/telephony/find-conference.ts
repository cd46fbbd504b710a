import type { RestClient } from '../../twilio/rest-client.ts'

/** The conference of that name that is in progress: by its name Twilio finds it only some time after it began. */
export async function findConference(
  client: RestClient,
  friendlyName: string,
  pause: (ms: number) => Promise<void>,
): Promise<string | undefined> {
  for (const ms of pausesInMs) {
    const [found] = await client.conferences.list({
      friendlyName,
      status: 'in-progress',
      limit: 1,
    })
    if (found !== undefined) return found.sid
    await pause(ms)
  }
  return undefined
}

/** Two seconds and a half, in which an operator waits for his button. */
const pausesInMs = [250, 500, 750, 1_000]
