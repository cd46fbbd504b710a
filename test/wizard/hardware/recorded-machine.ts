import { readFileSync } from 'node:fs'
import type { Machine } from '../../../src/wizard/hardware/machine.ts'

export type Recording = {
  readonly system: string
  readonly texts: Readonly<Record<string, string>>
  readonly links: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
}

/** A recording in `machines/`, changed where a test says so. */
export function recording(name: string, change: Partial<Recording> = {}): Recording {
  const file = new URL(`machines/${name}.json`, import.meta.url)
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recording
  return {
    system: change.system ?? recorded.system,
    texts: { ...recorded.texts, ...change.texts },
    links: { ...recorded.links, ...change.links },
    outputs: { ...recorded.outputs, ...change.outputs },
  }
}

/** A machine that answers from a recording; a command is known by its beginning. */
export function recordedMachine({ texts, links, outputs }: Recording): Machine {
  const paths = [...Object.keys(texts), ...Object.keys(links)]
  return {
    text: async (path) => texts[path],
    target: async (link) => links[link],
    names: async (folder) => {
      const inside = paths.filter((path) => path.startsWith(`${folder}/`))
      return [...new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))]
    },
    output: async (command, ...args) => {
      const line = [command, ...args].join(' ')
      return Object.entries(outputs).find(([known]) => line.startsWith(known))?.[1]
    },
  }
}
