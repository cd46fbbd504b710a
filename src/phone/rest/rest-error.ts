import type { Response } from 'express'

/** With the codes and sentences of Twilio's error dictionary. */
const errors = {
  16020: [400, () => 'Conference is full'],
  16022: [404, () => 'Conference does not exist or is completed'],
  16024: [400, () => "Participant label invalid: max 128 chars, not a CallSid, no '/'"],
  16026: [400, () => 'Participant label is in use by another participant'],
  16028: [400, () => 'Participant to be whispered is not present in the conference'],
  20001: [400, () => 'Invalid parameter'],
  20003: [401, () => 'Authenticate'],
  20404: [404, (path: string) => `The requested resource ${path} was not found`],
  21201: [400, () => "No 'To' number specified"],
  21205: [400, () => 'Url is not a valid URL'],
  21208: [400, () => 'Invalid Timeout'],
  21211: [400, () => "Invalid 'To' Phone Number"],
  21212: [400, () => "Invalid 'From' Number"],
  21213: [400, () => 'Caller phone number is required'],
  21602: [400, () => 'Message body is required.'],
  21603: [400, () => "A 'From' phone number is required."],
  21604: [400, () => "A 'To' phone number is required."],
  21617: [400, () => 'The concatenated message body exceeds the 1600 character limit'],
  21220: [400, () => 'Call is not in-progress. Cannot redirect.'],
} as const

export type RestError = keyof typeof errors

/** Refuses as Twilio does: with its code, and where it is explained. */
export function answerError(response: Response, code: RestError, path = ''): void {
  const [status, message] = errors[code]
  const moreInfo = `https://www.twilio.com/docs/errors/${code}`
  response.status(status).json({ code, message: message(path), more_info: moreInfo, status })
}
