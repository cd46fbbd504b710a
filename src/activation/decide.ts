import type { Refused } from '../base/activation.ts'
import type { CaseNumber } from '../base/brand.ts'
import { emptyHistory } from './empty-history.ts'
import type { KeyEntry } from './entry.ts'
import type { History, KeyName, Ledger, Standing, StandingActivation } from './ledger.ts'
import { createTurns } from './turns.ts'
import { slotOf } from './same-machine.ts'
import { refused, type Past } from './settle.ts'
import { caseLivesFor, year } from './times.ts'

/** What a decision about one key stands on. */
export type Ground = {
  readonly standing: Standing
  readonly past: Past
  readonly caseNumber: CaseNumber
  readonly at: number
}

/** What a decision comes to: it is so once `entry` stands in the books, or it stands there already. */
export type Decision = { readonly kind: 'settled'; readonly entry?: KeyEntry } | Refused

export type Question<D extends Decision> = {
  readonly name: KeyName
  /** 8 bytes. */
  readonly hardware: Uint8Array
  readonly caseNumber: CaseNumber | undefined
  /** The decision needs the key's past also where no machine's would. */
  readonly needsHistory?: boolean
  /** What can be refused before the past is known. */
  readonly refusalOf: (standing: Standing) => Refused | undefined
  /** Pure. */
  readonly settle: (ground: Ground) => D
}

export type DecideDependencies = {
  readonly ledger: Ledger
  readonly now: () => number
  readonly drawCaseNumber: () => CaseNumber
}

/** More than this many processes never change one key in the time of one decision. */
const mostTries = 1_000

/**
 * Decides about a key and writes the decision down: looks, decides, writes if nothing has changed since the
 * look, and begins again if something has. Within this process one decision about a key waits for the other,
 * so that none is made in vain.
 */
export function createDecide({
  ledger,
  now,
  drawCaseNumber,
}: DecideDependencies): <D extends Decision>(question: Question<D>) => Promise<D | Refused> {
  const inTurn = createTurns()

  const attempt = async <D extends Decision>(
    question: Question<D>,
  ): Promise<D | Refused | 'changed'> => {
    const { name, hardware } = question
    const at = now()
    const standing = await ledger.look(name, hardware)
    if (typeof standing === 'string') return refused({ reason: standing })
    const refusal = question.refusalOf(standing)
    if (refusal !== undefined) return refusal
    const slot = slotOf(standing, hardware)
    const needsHistory = question.needsHistory === true || looksBack(standing, slot)
    const history = needsHistory
      ? await ledger.history(name, {
          nth: slot?.nth,
          hardware,
          caseNumber: question.caseNumber,
          yearBegan: at - year,
        })
      : emptyHistory
    const caseNumber = question.caseNumber ?? lastCase(history, at) ?? (await freeCaseNumber(at))
    const decision = question.settle({ standing, past: { slot, history }, caseNumber, at })
    if (decision.kind === 'refused' || decision.entry === undefined) return decision
    const written = await ledger.record(decision.entry, standing.revision)
    return written === 'changed' ? 'changed' : decision
  }

  const freeCaseNumber = async (at: number): Promise<CaseNumber> => {
    for (let draw = 0; draw < 100; draw += 1) {
      const drawn = drawCaseNumber()
      if (!(await ledger.isCaseLive(drawn, at - caseLivesFor))) return drawn
    }
    throw new Error('no free case number in a hundred draws')
  }

  return (question) =>
    inTurn(`${question.name.product}/${question.name.serial}`, async () => {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const decided = await attempt(question)
        if (decided !== 'changed') return decided
      }
      throw new Error('a key changed a thousand times during one decision')
    })
}

/** May a rule look back? Not for the first machines of a key, which are most of all activations. */
function looksBack({ key, activated }: Standing, slot: StandingActivation | undefined): boolean {
  const isBound = key.keyClass === 'oem' && activated > 0
  return slot !== undefined || activated >= key.limit || isBound
}

function lastCase({ slot }: History, at: number): CaseNumber | undefined {
  const { lastCase: last } = slot
  return last !== undefined && last.at > at - caseLivesFor ? last.caseNumber : undefined
}
