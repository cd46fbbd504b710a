import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../../../../src/cli/wizard/context.ts'
import { stateFileAt } from '../../../../src/cli/wizard/state-file.ts'
import type { Components } from '../../../../src/identifiers/fingerprint.ts'
import type { WizardState } from '../../../../src/wizard/index.ts'
import { waitingOn } from '../../../wizard/fleet.ts'

/** A machine with this hardware on which the example is installed and waits, unless another state is given. */
export function aMachine(
  folder: string,
  components: Components,
  state: WizardState = waitingOn(components),
): Context {
  const home = join(folder, `home-of-${components.machine ?? 'nobody'}`)
  mkdirSync(home, { recursive: true })
  const hardwareFile = join(home, 'hardware.json')
  writeFileSync(hardwareFile, JSON.stringify(components))
  const stateFile = stateFileAt(join(home, 'wizard.json'))
  stateFile.write(state)
  return {
    stateFile,
    hardwareFile,
    demoFile: join(home, 'none'),
    program: 'activation-line wizard',
  }
}
