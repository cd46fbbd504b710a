import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { example, type Vector } from '../../wizard/vectors.ts'

export type Ran = { readonly status: number; readonly out: string; readonly err: string }

const entry = new URL('../../../src/cli/main.ts', import.meta.url).pathname

/** Runs the wizard in its own process, in a folder, with `typed` on its standard input. */
export function runWizard(folder: string, args: readonly string[], typed = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const command = ['--no-warnings', entry, 'wizard', ...args]
    const child = execFile(process.execPath, command, { cwd: folder }, (failure, out, err) => {
      resolve({ status: failure === null ? 0 : Number(failure.code), out, err })
    })
    child.stdin?.end(typed)
  })
}

/** What `--json` printed. */
export const json = ({ out }: Ran): unknown => JSON.parse(out)

/** The options that say what is installed. */
export const licence = ({ productKey, publicKey }: Vector): readonly string[] => [
  '--key',
  productKey,
  '--public-key',
  publicKey,
]

export type Computer = {
  readonly statePath: string
  /** Runs a wizard command that has a state and hardware: this computer's. */
  readonly run: (args: readonly string[], typed?: string) => Promise<Ran>
  readonly submit: (args: readonly string[]) => Promise<Ran>
  readonly install: (vector?: Vector) => Promise<Ran>
}

/** A computer with these components, which remembers in a folder of its own below `folder`. */
export function computerIn(
  folder: string,
  components: object = example().components,
  name = 'computer',
): Computer {
  const home = join(folder, name)
  mkdirSync(home, { recursive: true })
  const hardware = join(home, 'hardware.json')
  writeFileSync(hardware, JSON.stringify(components))
  const statePath = join(home, 'state', 'wizard.json')
  const own = ['--state', statePath, '--hardware', hardware]
  return {
    statePath,
    run: ([command = '', ...args], typed) => runWizard(folder, [command, ...own, ...args], typed),
    submit: (args) => runWizard(folder, ['submit', ...args]),
    install: (vector = example()) => runWizard(folder, ['install', ...own, ...licence(vector)]),
  }
}
