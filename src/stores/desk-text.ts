/** The form in which stores keep what lies on the desk: it lives for hours, and is the line's own. */
import type { Progress } from '../calls/correspondence.ts'
import { whatStays, type Contact } from '../operators/desk/contact.ts'
import type { Attendance, Message } from '../operators/desk/desk-store.ts'

export function renderContact(contact: Contact): string {
  return JSON.stringify(whatStays(contact))
}

export function parseContact(text: string): Contact {
  return JSON.parse(text) as Contact
}

/** Without when he was seen, which lies beside it. */
export function renderAttendance(attendance: Attendance): string {
  const { seenAt: _, ...rest } = attendance
  return JSON.stringify(rest)
}

export function parseAttendance(text: string, seenAt: number): Attendance {
  return { ...(JSON.parse(text) as Omit<Attendance, 'seenAt'>), seenAt }
}

export function renderMessage(message: Message): string {
  return JSON.stringify(message)
}

export function parseMessage(text: string): Message {
  return JSON.parse(text) as Message
}

export function renderProgress(progress: Progress): string {
  return JSON.stringify(progress)
}

export function parseProgress(text: string): Progress {
  return JSON.parse(text) as Progress
}
