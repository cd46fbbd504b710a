import type { ReactNode } from 'react'
import { Said } from './said.tsx'
import { useTelephone } from './telephone-view.tsx'
import type { Telephone } from './telephone.ts'

/** Where the telephone is out of sight: the last words of the line, at the foot of a narrow page. */
export function Ticker({ telephone }: { readonly telephone: Telephone }): ReactNode {
  const { call } = useTelephone(telephone)
  const said = call.transcript.findLast((entry) => entry.kind === 'said')
  if (call.phase !== 'talking' || said === undefined) return undefined
  return (
    <p className="ticker" aria-hidden="true" lang={said.language} dir="auto">
      <Said text={said.text} language={said.language} />
    </p>
  )
}
