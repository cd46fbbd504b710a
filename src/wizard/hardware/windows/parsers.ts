import type { ComponentName } from '../../../identifiers/fingerprint.ts'
import { at, listAt, parseJson, textAt } from '../../json.ts'
import { firstOf, together } from '../meaningful.ts'
import { memorySize } from '../memory-size.ts'
import { permanentAddress, type FixedInterface } from '../permanent-address.ts'

export type Inventory = { readonly [Name in ComponentName]?: string | undefined }

/** The GUID that `reg query … /v MachineGuid` prints. */
export function parseMachineGuid(report: string): string | undefined {
  return /^\s*MachineGuid\s+REG_SZ\s+(\S+)\s*$/m.exec(report)?.[1]
}

/** The components in the JSON of the inventory script. */
export function parseInventory(json: string): Inventory {
  const inventory = parseJson(json)
  const text = (...path: readonly string[]): string | undefined => textAt(inventory, ...path)
  return {
    board: together(
      text('board', 'Manufacturer'),
      text('board', 'Product'),
      text('board', 'SerialNumber'),
    ),
    processor: together(
      text('processor', 'Manufacturer'),
      text('processor', 'Description'),
      text('processor', 'Name'),
    ),
    memory: memorySize(Number(text('memory') || Number.NaN)),
    disk: systemDrive(inventory),
    volume: text('volume'),
    network: permanentAddress(listAt(inventory, 'adapters').flatMap(adapter)),
    firmware: together(text('firmware', 'Manufacturer'), text('firmware', 'SMBIOSBIOSVersion')),
  }
}

/** `Disk #1, Partition #2` names the drive that Windows starts from; without it the first drive counts. */
function systemDrive(inventory: unknown): string | undefined {
  const index = /^Disk #(\d+),/.exec(textAt(inventory, 'partition') ?? '')?.[1] ?? '0'
  const drives = listAt(inventory, 'drives').filter((drive) => textAt(drive, 'Index') === index)
  return firstOf(...drives.map((drive) => textAt(drive, 'SerialNumber')))
}

function adapter(found: unknown): readonly FixedInterface[] {
  const address = textAt(found, 'PermanentAddress')
  const device = textAt(found, 'PNPDeviceID') ?? ''
  const isHardware = at(found, 'HardwareInterface') === true
  if (address === undefined || !isHardware || /^(ROOT|SWD|BTH)\\/i.test(device)) return []
  return [{ address, pluggable: /^USB\\/i.test(device) }]
}
