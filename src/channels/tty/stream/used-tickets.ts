export type UsedTickets = {
  /** Whether it is taken for the first time. */
  readonly take: (ticket: string, now: number) => boolean
}

/** Remembers tickets for as long as they are good: a start that somebody plays again leads nowhere. */
export function createUsedTickets(goodForMs: number): UsedTickets {
  const used = new Map<string, number>()
  return {
    take: (ticket, now) => {
      for (const [old, usedAt] of used) {
        if (now - usedAt < goodForMs) break
        used.delete(old)
      }
      if (used.has(ticket)) return false
      used.set(ticket, now)
      return true
    },
  }
}
