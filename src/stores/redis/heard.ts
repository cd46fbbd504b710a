import { Silence } from './redis-fault.ts'

/** So long a server may be silent before the connection to it is given up for another. */
const silentInMs = 400

/** The reply, or `Silence`. */
export async function heard<T>(reply: Promise<T>): Promise<T> {
  const silence = Promise.withResolvers<never>()
  const timer = setTimeout(() => silence.reject(new Silence()), silentInMs)
  try {
    return await Promise.race([reply, silence.promise])
  } finally {
    clearTimeout(timer)
  }
}
