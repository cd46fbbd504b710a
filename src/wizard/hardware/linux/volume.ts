import type { Machine } from '../machine.ts'
import { meaningful } from '../meaningful.ts'

/** The identity of the root file system: its UUID, or where no device manager lists it, its file system ID. */
export async function volumeIdentity(
  machine: Machine,
  root: string | undefined,
): Promise<string | undefined> {
  const listed = root === undefined ? undefined : await uuidOf(machine, root)
  return listed ?? parseFileSystem((await machine.output('stat', '-f', '-c', '%T %i', '/')) ?? '')
}

/** The ID in `<type> <id>`, of those file systems whose ID is made from what is written on the volume. */
export function parseFileSystem(line: string): string | undefined {
  const [type = '', id] = line.trim().split(/\s+/)
  return lasting.has(type) ? meaningful(id) : undefined
}

async function uuidOf(machine: Machine, device: string): Promise<string | undefined> {
  const folder = '/dev/disk/by-uuid'
  for (const uuid of (await machine.names(folder)).toSorted()) {
    const place = await machine.target(`${folder}/${uuid}`)
    if (place?.split('/').at(-1) === device) return uuid
  }
  return undefined
}

/** Others, such as xfs and overlays, make theirs from device numbers, which change from start to start. */
const lasting = new Set(['ext2/ext3', 'btrfs', 'f2fs', 'zfs'])
