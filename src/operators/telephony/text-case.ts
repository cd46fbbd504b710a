/** A case number as a text message, for whoever has no pen at hand: asked for by one key, where nobody can help him now. */
import type { CaseTexts } from '../../calls/case-texts.ts'
import { type OutreachRequest, receivesTexts, refusesNumber } from '../../calls/outreach.ts'
import type { TextingDeps } from './texting.ts'

type TextingCasesDeps = Pick<
  TextingDeps,
  'senderOf' | 'outreach' | 'reaches' | 'isFree' | 'telephony'
> & {
  readonly write: (about: Parameters<CaseTexts['send']>[0]) => string
}

export function createCaseTexts(deps: TextingCasesDeps): CaseTexts {
  const { senderOf, write, outreach, reaches, isFree, telephony } = deps
  return {
    mayBeSent: ({ called, country, to }) => {
      const free = isFree(to)
      if (senderOf(called) === undefined || !(free || receivesTexts(to))) return false
      const asked = { to, caller: to, isProven: false, reaches: reaches(country), isFree: free }
      return refusesNumber(asked) === undefined
    },
    send: async (asked) => {
      const { called, country, to, caseNumber } = asked
      const from = senderOf(called)
      if (from === undefined) return false
      const wanted: OutreachRequest = {
        to,
        caller: to,
        caseNumber,
        isProven: false,
        reaches: reaches(country),
        isFree: isFree(to),
      }
      if ((await outreach.refuses(wanted)) !== undefined) return false
      await telephony.text({ from, to, body: write(asked) })
      return true
    },
  }
}
