import type { Components } from '../../../identifiers/fingerprint.ts'
import type { Machine } from '../machine.ts'
import { firstOf, together } from '../meaningful.ts'
import { memorySize } from '../memory-size.ts'
import { present } from '../present.ts'
import { diskIdentity } from './disk.ts'
import { networkAddress } from './network.ts'
import { parseMemoryTotal, parseProcessor } from './proc.ts'
import { rootDevice } from './root-device.ts'
import { volumeIdentity } from './volume.ts'

/**
 * The components of a machine under Linux, from files and commands that any user may read: a value must
 * not change with the rights of who runs the wizard, so what only root sees is not used.
 */
export async function linuxComponents(machine: Machine): Promise<Components> {
  const dmi = (name: string): Promise<string | undefined> =>
    machine.text(`/sys/class/dmi/id/${name}`)
  const root = await rootDevice(machine)
  return present({
    machine: firstOf(
      await machine.text('/etc/machine-id'),
      await machine.text('/var/lib/dbus/machine-id'),
    ),
    board:
      together(...(await Promise.all(boardFiles.map(dmi)))) ??
      together(...(await Promise.all(treeFiles.map((path) => machine.text(path))))),
    processor: parseProcessor((await machine.text('/proc/cpuinfo')) ?? ''),
    memory: memorySize(parseMemoryTotal((await machine.text('/proc/meminfo')) ?? '')),
    disk: await diskIdentity(machine, root),
    volume: await volumeIdentity(machine, root),
    network: await networkAddress(machine),
    firmware: together(await dmi('bios_vendor'), await dmi('bios_version')),
  })
}

const boardFiles = ['sys_vendor', 'product_name', 'board_vendor', 'board_name', 'board_version']

/** Boards without DMI, most ARM ones, describe themselves in the device tree. */
const treeFiles = [
  '/sys/firmware/devicetree/base/model',
  '/sys/firmware/devicetree/base/serial-number',
]
