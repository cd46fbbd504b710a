import type { ActivationCore } from '../../base/activation.ts'
import type { InstallationId } from '../../base/brand.ts'
import type { Keyed } from '../../base/keyed.ts'
import type { Ledger } from '../../activation/ledger.ts'
import { parseInstallationId } from '../../identifiers/installation-id.ts'
import { keyedIn } from '../../identifiers/readings/boxes.ts'
import { verdictOf } from '../../identifiers/typed-groups.ts'
import type { Genuine, GroupReading, ReadingView } from '../api/protocol-reading.ts'
import { keyFacts } from './key-facts.ts'

export type ReadBoxesDeps = {
  readonly core: Pick<ActivationCore, 'read'>
  readonly ledger: Pick<Ledger, 'look' | 'activationsOf' | 'history'>
}

/** Trials of readings, as at each pause of a call. */
const fewReadings = 2_000

/** With a group less one that was left out can still be worked out. */
const worthReading = 54

/**
 * What nine boxes hold, read as the line reads what callers key: with slips healed by the key's own proof. `heard`: what
 * the caller keyed himself. What the books say of a key is told only where its proof holds.
 */
export async function readBoxes(
  { core, ledger }: ReadBoxesDeps,
  boxes: readonly string[],
  heard: Keyed,
): Promise<ReadingView> {
  const groups = boxes.map((digits, index) => ({ digits, verdict: verdictOf(digits, index + 1) }))
  if (boxes.join('').length < worthReading) return { groups }
  const keyed = [keyedIn(boxes), ...(heard.length > 0 ? [heard] : [])]
  const found = await core.read({ keyed, atMost: fewReadings })
  if (found.kind === 'unreadable') return { groups }
  const isRelease = found.kind === 'release'
  const installationId = isRelease ? found.releaseId : found.installationId
  const genuine = await genuineOf(ledger, installationId, isRelease)
  if (genuine === undefined) return { groups }
  const healed = boxes.join() !== installationId.join()
  return {
    groups: groups.map((group, index) => withWrongDigits(group, installationId[index] ?? '')),
    genuine: { ...genuine, healed },
  }
}

async function genuineOf(
  ledger: ReadBoxesDeps['ledger'],
  installationId: InstallationId,
  isRelease: boolean,
): Promise<Omit<Genuine, 'healed'> | undefined> {
  const installation = parseInstallationId(installationId)
  if (installation.kind === 'refused') return undefined
  const key = await keyFacts(ledger, installation, installation.hardware)
  return key && { isRelease, installationId, key }
}

function withWrongDigits(group: GroupReading, meant: string): GroupReading {
  const { digits, verdict } = group
  if (verdict !== 'wrong') return group
  const wrongAt = Array.from(digits, (_, at) => at).filter((at) => digits[at] !== meant[at])
  return { ...group, wrongAt }
}
