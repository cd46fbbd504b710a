import type { Response } from 'express'

const errors = {
  20001: [400, () => 'Invalid parameter'],
  20003: [401, () => 'Authenticate'],
  20404: [404, (path: string) => `The requested resource ${path} was not found`],
  21205: [400, () => 'Url is not a valid URL'],
  21220: [400, () => 'Call is not in-progress. Cannot redirect.'],
} as const

/** Refuses as Twilio does: with its code, and where it is explained. */
export function answerError(response: Response, code: keyof typeof errors, path = ''): void {
  const [status, message] = errors[code]
  const moreInfo = `https://www.twilio.com/docs/errors/${code}`
  response.status(status).json({ code, message: message(path), more_info: moreInfo, status })
}
