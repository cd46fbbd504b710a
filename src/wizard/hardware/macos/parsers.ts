import { listAt, parseJson, textAt } from '../../json.ts'
import { firstOf } from '../meaningful.ts'
import type { FixedInterface } from '../permanent-address.ts'

export type Platform = {
  readonly uuid: string | undefined
  readonly model: string | undefined
  readonly serial: string | undefined
}

export type Profile = { readonly disk: string | undefined; readonly firmware: string | undefined }

/** What `ioreg -rd1 -c IOPlatformExpertDevice` says of the machine. */
export function parsePlatform(report: string): Platform {
  const property = (name: string): string | undefined =>
    new RegExp(`"${name}" = <?"([^"]*)"`).exec(report)?.[1]
  return {
    uuid: property('IOPlatformUUID'),
    model: property('model'),
    serial: property('IOPlatformSerialNumber'),
  }
}

/** The first internal drive's serial and the firmware's version from `system_profiler -json`. */
export function parseProfile(report: string): Profile {
  const profile = parseJson(report)
  const controllers = [
    ...listAt(profile, 'SPNVMeDataType'),
    ...listAt(profile, 'SPSerialATADataType'),
  ]
  const drives = controllers
    .flatMap((controller) => listAt(controller, '_items'))
    .toSorted((a, b) => driveNumber(a) - driveNumber(b))
  return {
    disk: firstOf(...drives.map((drive) => textAt(drive, 'device_serial'))),
    firmware: textAt(profile, 'SPHardwareDataType', 0, 'boot_rom_version'),
  }
}

/** The volume's UUID in `diskutil info`. */
export function parseDiskutil(report: string): string | undefined {
  return /^\s*Volume UUID:\s+(\S+)\s*$/m.exec(report)?.[1]
}

/** The interfaces of `networksetup -listallhardwareports` that are hardware of their own. */
export function parseHardwarePorts(report: string): readonly FixedInterface[] {
  return report.split(/\n\s*\n/).flatMap((block) => {
    const field = (name: string): string | undefined =>
      new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]?.trim()
    const port = field('Hardware Port')
    const address = field('Ethernet Address')
    if (port === undefined || address === undefined || !/^(Wi-Fi|AirPort|Ethernet)/.test(port))
      return []
    return [{ address, pluggable: /adap?t[eo]r/i.test(port) || field('Device') !== 'en0' }]
  })
}

/** `disk0` is the drive the machine came with. */
function driveNumber(drive: unknown): number {
  const number = /^disk(\d+)$/.exec(textAt(drive, 'bsd_name') ?? '')?.[1]
  return number === undefined ? Number.MAX_SAFE_INTEGER : Number(number)
}
