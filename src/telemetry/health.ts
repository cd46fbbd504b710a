/** Says whether one part of the line can do its work; may throw or take its time. */
export type Check = () => Promise<boolean>

export type Health = {
  readonly ready: boolean
  readonly parts: Readonly<Record<string, 'ready' | 'unable'>>
}

/** Asks all parts at once; one that throws, or says nothing within `patienceInMs`, is unable. */
export async function checkHealth(
  checks: Readonly<Record<string, Check>>,
  patienceInMs = 2_000,
): Promise<Health> {
  const parts = await Promise.all(
    Object.entries(checks).map(
      async ([name, check]) =>
        [name, (await isReady(check, patienceInMs)) ? 'ready' : 'unable'] as const,
    ),
  )
  return { ready: parts.every(([, state]) => state === 'ready'), parts: Object.fromEntries(parts) }
}

async function isReady(check: Check, patienceInMs: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => late.resolve(false), patienceInMs)
  try {
    return await Promise.race([check(), late.promise])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}
