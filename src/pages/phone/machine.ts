import type { Components } from '../../identifiers/fingerprint.ts'

/** What a browser remembers between visits; a private window may refuse to. */
export type Memory = {
  readonly getItem: (name: string) => string | null
  readonly setItem: (name: string, value: string) => void
}

/** The demo's computer: made up once for a browser, so that a second call is about the same machine. */
export function rememberedMachine(memory: Memory, random: () => number): Components {
  const written = recall(memory, machineName)
  return written === undefined ? anotherMachine(memory, random) : parseMachine(written)
}

/** A computer that this browser never had before; it takes the place of the one remembered. */
export function anotherMachine(memory: Memory, random: () => number): Components {
  const serial = (): string => String(Math.floor(random() * 1e12)).padStart(12, '0')
  const machine: Components = {
    machine: `demo-${serial()}`,
    board: `board-${serial()}`,
    processor: `processor-${serial()}`,
    memory: `memory-${serial()}`,
    disk: `disk-${serial()}`,
    network: `network-${serial()}`,
  }
  keep(memory, machineName, new URLSearchParams(machine).toString())
  return machine
}

/** Six digits that stand for this browser's made-up telephone number. */
export function rememberedCaller(memory: Memory, random: () => number): string {
  const known = recall(memory, callerName)
  if (known !== undefined && /^\d{6}$/.test(known)) return known
  const caller = String(Math.floor(random() * 1e6)).padStart(6, '0')
  keep(memory, callerName, caller)
  return caller
}

const machineName = 'activation-line/machine'
const callerName = 'activation-line/caller'

function parseMachine(written: string): Components {
  return Object.fromEntries(new URLSearchParams(written))
}

function recall(memory: Memory, name: string): string | undefined {
  try {
    return memory.getItem(name) ?? undefined
  } catch {
    return undefined
  }
}

function keep(memory: Memory, name: string, value: string): void {
  try {
    memory.setItem(name, value)
  } catch {
    // A browser that keeps nothing has another computer at each visit.
  }
}
