import { homedir, platform } from 'node:os'
import type { Environment } from '../../config.ts'
import { Refusal } from '../refusal.ts'
import { stateFileAt, usualPath } from '../wizard/state-file.ts'
import type { Demo } from './callee.ts'

export type Ids = {
  /** One or two IDs, nine groups each. */
  readonly groups: readonly (readonly string[])[]
  /** Whose they are, in words. */
  readonly whose: string
}

type Given = { readonly installationId: readonly string[]; readonly state?: string }

type Around = { readonly environment: Environment; readonly demo: Demo | undefined }

/**
 * What the caller keys: the IDs given, else what this machine's wizard shows if it asks this line, else
 * the demo's. Throws a `Refusal` where there is none, or one is not 63 digits.
 */
export function chooseIds(given: Given, around: Around): Ids {
  const own = chosen(given, around)
  const [first = []] = own.groups
  // A caller with two machines and one ID keys it twice: the second time it costs no slot.
  return {
    ...own,
    groups: own.groups.length > 1 ? own.groups : [first, around.demo?.installationId ?? first],
  }
}

function chosen({ installationId, state }: Given, { environment, demo }: Around): Ids {
  if (installationId.length > 0)
    return { groups: installationId.map(groupsOf), whose: 'the ID given' }
  const home = { system: platform(), folder: homedir(), environment }
  const remembered = stateFileAt(state ?? usualPath(home)).read()
  if (remembered.kind === 'state') {
    const { installation, product } = remembered.state
    if (demo === undefined || product.publicKey === demo.publicKey) {
      return { groups: [installation.id], whose: "the ID that this machine's wizard shows" }
    }
  }
  if (demo !== undefined)
    return { groups: [demo.installationId], whose: "the ID of the demo's machine" }
  throw new Refusal('there is no ID to key: give --installation-id, or run wizard install first')
}

function groupsOf(text: string): readonly string[] {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{63}$/.test(digits))
    throw new Refusal('an installation ID has 63 digits, nine groups of seven')
  return digits.match(/\d{7}/g) ?? []
}
