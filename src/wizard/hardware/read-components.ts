import { platform } from 'node:os'
import type { Components } from '../../identifiers/fingerprint.ts'
import { linuxComponents } from './linux/linux-components.ts'
import type { Machine } from './machine.ts'
import { macosComponents } from './macos/macos-components.ts'
import { thisMachine } from './this-machine.ts'
import { windowsComponents } from './windows/windows-components.ts'

/**
 * The components of a machine, this one unless told otherwise: up to eight texts, which leave the machine only
 * as a byte each. Needs no special rights and never throws; what cannot be read is absent, and on a system that is
 * none of the three nothing can. A command that hangs is given up after 20 s.
 */
export async function readComponents(
  system: string = platform(),
  machine: Machine = thisMachine(),
): Promise<Components> {
  switch (system) {
    case 'linux':
    case 'android':
      return linuxComponents(machine)
    case 'darwin':
      return macosComponents(machine)
    case 'win32':
      return windowsComponents(machine)
    default:
      return {}
  }
}
