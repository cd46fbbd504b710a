import type { Machine } from '../machine.ts'

/** The kernel's name of the device that holds the root file system: `nvme0n1p2`, `dm-0`; absent for an overlay. */
export async function rootDevice(machine: Machine): Promise<string | undefined> {
  const mount = parseRootMount((await machine.text('/proc/self/mountinfo')) ?? '')
  if (mount === undefined) return undefined
  const known = baseName(await machine.target(`/sys/dev/block/${mount.device}`))
  if (known !== undefined || !mount.source.startsWith('/dev/')) return known
  // Btrfs mounts under a device number of its own; its source says where it is.
  return baseName((await machine.target(mount.source)) ?? mount.source)
}

/** The last mount on `/` in `/proc/self/mountinfo`: its device number and its source. */
export function parseRootMount(
  mountinfo: string,
): { readonly device: string; readonly source: string } | undefined {
  const mounts = mountinfo.split('\n').flatMap((line) => {
    const [fixed = '', filesystem = ''] = line.split(' - ')
    const [, , device, , point] = fixed.split(' ')
    const source = filesystem.split(' ')[1]
    return point === '/' && device !== undefined && source !== undefined ? [{ device, source }] : []
  })
  return mounts.at(-1)
}

function baseName(path: string | undefined): string | undefined {
  return path?.split('/').at(-1)
}
