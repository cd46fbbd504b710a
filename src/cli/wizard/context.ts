import type { WizardState } from '../../wizard/state.ts'
import { refused, type Refusal } from './outcome.ts'
import type { StateFile } from './state-file.ts'
import { whyNoState, type UnusableState } from './words.ts'

/** What every wizard command is given. */
export type Context = {
  readonly stateFile: StateFile
  /** A JSON file that describes the machine; without it this machine is read. */
  readonly hardwareFile: string | undefined
  /** What a demo line left for the wizard, where it runs. */
  readonly demoFile: string
  /** How the user starts the wizard, for the hints: `activation-line wizard`. */
  readonly program: string
}

/** The state that a command works on, or why there is none to work on. */
export function remembered({ stateFile, program }: Context): WizardState | Refusal {
  const found = stateFile.read()
  switch (found.kind) {
    case 'state':
      return found.state
    case 'none':
      return refused('never-installed', [
        'Nothing is installed yet. Begin with:',
        `    ${program} install --key XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`,
      ])
    case 'refused':
      return unusable(found, { stateFile, program })
  }
}

/** Says what is wrong with a state file, which stays as it is. */
export function unusable(
  found: UnusableState,
  { stateFile, program }: Pick<Context, 'stateFile' | 'program'>,
): Refusal {
  const text = [
    `What the wizard remembered cannot be used: ${stateFile.path}`,
    whyNoState(found),
    'Nothing was changed. To put that file aside and begin anew:',
    `    ${program} install --replace`,
  ]
  const what = { why: found.reason, what: found.what, stateFile: stateFile.path }
  return refused('state-unusable', text, what)
}

export type Kept = { readonly kind: 'kept'; readonly aside: string | undefined } | Refusal

/** Writes the state, and puts what was there aside when told to; a refusal when the system does not let it. */
export function keep({ stateFile }: Context, state: WizardState, putAside = false): Kept {
  try {
    return { kind: 'kept', aside: stateFile.write(state, putAside) }
  } catch {
    const text = [`The wizard cannot write ${stateFile.path}`]
    return refused('state-not-written', text, { stateFile: stateFile.path })
  }
}
