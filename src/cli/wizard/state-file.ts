import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { parseJson } from '../../wizard/json.ts'
import {
  parseState,
  storedState,
  type ParsedState,
  type StoredState,
  type WizardState,
} from '../../wizard/state.ts'
import { replaceFile } from './replace-file.ts'

export type ReadState =
  | { readonly kind: 'none' }
  | ParsedState
  | { readonly kind: 'refused'; readonly reason: 'unreadable'; readonly what?: keyof StoredState }

export type StateFile = {
  readonly path: string
  readonly read: () => ReadState
  /**
   * Replaces the file whole or not at all; only its user can read it. With `putAside` the present file is
   * kept under the name that is returned. Throws what the system refuses.
   */
  readonly write: (state: WizardState, putAside?: boolean) => string | undefined
}

/** The wizard's memory in a file. */
export function stateFileAt(path: string): StateFile {
  return {
    path,
    read: () => read(path),
    write: (state, putAside = false) => write(path, state, putAside),
  }
}

export type Home = {
  readonly system: string
  readonly folder: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Where a user's wizard remembers, by the custom of the system. */
export function usualPath({ system, folder, environment }: Home): string {
  return join(configFolder(system, folder, environment), 'activation-line', 'wizard.json')
}

function configFolder(system: string, folder: string, environment: Home['environment']): string {
  switch (system) {
    case 'win32':
      return environment['APPDATA'] || join(folder, 'AppData', 'Roaming')
    case 'darwin':
      return join(folder, 'Library', 'Application Support')
    default: {
      const chosen = environment['XDG_CONFIG_HOME'] ?? ''
      return isAbsolute(chosen) ? chosen : join(folder, '.config')
    }
  }
}

function read(path: string): ReadState {
  if (!existsSync(path)) return { kind: 'none' }
  try {
    return parseState(parseJson(readFileSync(path, 'utf8')))
  } catch {
    return { kind: 'refused', reason: 'unreadable' }
  }
}

function write(path: string, state: WizardState, putAside: boolean): string | undefined {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  return replaceFile(path, `${JSON.stringify(storedState(state), undefined, 2)}\n`, {
    mode: 0o600,
    putAside,
  })
}
