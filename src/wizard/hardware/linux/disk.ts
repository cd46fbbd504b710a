import { listAt, parseJson, textAt } from '../../json.ts'
import type { Machine } from '../machine.ts'
import { firstOf } from '../meaningful.ts'

/**
 * The identity of the disk under the root file system; where that cannot be told (a container), of the
 * machine's fixed disks the one whose identity sorts first, so that the order of discovery does not matter.
 */
export async function diskIdentity(
  machine: Machine,
  root: string | undefined,
): Promise<string | undefined> {
  const under = root === undefined ? [] : await disksUnder(machine, root)
  return (
    (await lowestIdentity(machine, under)) ??
    (await lowestIdentity(machine, await fixedDisks(machine)))
  )
}

/** Identities from `lsblk --json -d -o NAME,SERIAL,WWN`, by the disk's name. */
export function parseLsblk(json: string): ReadonlyMap<string, string> {
  const devices = listAt(parseJson(json), 'blockdevices')
  return new Map(
    devices.flatMap((device) => {
      const name = textAt(device, 'name')
      const identity = firstOf(textAt(device, 'serial'), textAt(device, 'wwn'))
      return name === undefined || identity === undefined ? [] : [[name, identity] as const]
    }),
  )
}

/** A partition lies on its disk, an encrypted or joined volume on what it was made of, some layers deep. */
async function disksUnder(
  machine: Machine,
  device: string,
  layers = 6,
): Promise<readonly string[]> {
  if (layers === 0) return []
  const slaves = await machine.names(`/sys/class/block/${device}/slaves`)
  if (slaves.length > 0) {
    const each = await Promise.all(slaves.map((slave) => disksUnder(machine, slave, layers - 1)))
    return each.flat()
  }
  if ((await machine.text(`/sys/class/block/${device}/partition`)) === undefined) return [device]
  const disk = (await machine.target(`/sys/class/block/${device}`))?.split('/').at(-2)
  return disk === undefined ? [] : [disk]
}

async function fixedDisks(machine: Machine): Promise<readonly string[]> {
  const names = await machine.names('/sys/class/block')
  const fixed = await Promise.all(names.map((name) => isFixedDisk(machine, name)))
  return names.filter((_, index) => fixed[index])
}

async function isFixedDisk(machine: Machine, name: string): Promise<boolean> {
  const place = (await machine.target(`/sys/class/block/${name}`)) ?? '/virtual/'
  if (place.includes('/virtual/') || place.includes('/usb')) return false
  const folder = `/sys/class/block/${name}`
  return (
    (await machine.text(`${folder}/partition`)) === undefined &&
    (await machine.text(`${folder}/removable`))?.trim() === '0'
  )
}

async function lowestIdentity(
  machine: Machine,
  disks: readonly string[],
): Promise<string | undefined> {
  if (disks.length === 0) return undefined
  const identities = await Promise.all(disks.map((disk) => identityInSys(machine, disk)))
  const lowest = identities.filter((identity) => identity !== undefined).toSorted()[0]
  if (lowest !== undefined) return lowest
  const listed = parseLsblk((await machine.output('lsblk', ...lsblkOptions)) ?? '')
  return disks.flatMap((disk) => listed.get(disk) ?? []).toSorted()[0]
}

const lsblkOptions = ['--json', '-d', '-o', 'NAME,SERIAL,WWN']

/** NVMe and MMC, virtio, SCSI and SATA each write it elsewhere. */
async function identityInSys(machine: Machine, disk: string): Promise<string | undefined> {
  const files = ['device/serial', 'serial', 'device/wwid', 'wwid', 'device/cid']
  const texts = files.map((file) => machine.text(`/sys/class/block/${disk}/${file}`))
  return firstOf(...(await Promise.all(texts)))
}
