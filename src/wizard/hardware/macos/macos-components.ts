import type { Components } from '../../../identifiers/fingerprint.ts'
import type { Machine } from '../machine.ts'
import { together } from '../meaningful.ts'
import { memorySize } from '../memory-size.ts'
import { permanentAddress } from '../permanent-address.ts'
import { present } from '../present.ts'
import { parseDiskutil, parseHardwarePorts, parsePlatform, parseProfile } from './parsers.ts'

/** The components of a machine under macOS; every command answers any user. */
export async function macosComponents(machine: Machine): Promise<Components> {
  const [platform, processor, memory, profile, ports, volume] = await Promise.all([
    machine.output('/usr/sbin/ioreg', '-rd1', '-c', 'IOPlatformExpertDevice'),
    machine.output('/usr/sbin/sysctl', '-n', 'machdep.cpu.brand_string'),
    machine.output('/usr/sbin/sysctl', '-n', 'hw.memsize'),
    machine.output('/usr/sbin/system_profiler', '-json', ...profiles),
    machine.output('/usr/sbin/networksetup', '-listallhardwareports'),
    volumeReport(machine),
  ])
  const { uuid, model, serial } = parsePlatform(platform ?? '')
  const { disk, firmware } = parseProfile(profile ?? '')
  return present({
    machine: uuid,
    board: together(model, serial),
    processor,
    memory: memorySize(Number(memory ?? Number.NaN)),
    disk,
    volume: parseDiskutil(volume ?? ''),
    network: permanentAddress(parseHardwarePorts(ports ?? '')),
    firmware: firmware === undefined ? undefined : together('Apple', firmware),
  })
}

const profiles = ['SPHardwareDataType', 'SPNVMeDataType', 'SPSerialATADataType']

/** The data volume is the identity of an installation; the system volume is replaced by updates. */
async function volumeReport(machine: Machine): Promise<string | undefined> {
  return (
    (await machine.output('/usr/sbin/diskutil', 'info', '/System/Volumes/Data')) ??
    machine.output('/usr/sbin/diskutil', 'info', '/')
  )
}
