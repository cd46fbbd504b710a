import type { ReactNode } from 'react'
import type { Call } from '../telephone/call.ts'
import { rowsOf } from './paper.ts'

const size = { columns: 20, rows: 5 }

/**
 * The display of a text telephone: the last rows of what both sides wrote, character by character. Whoever
 * does not see it has the same in the log, line by line.
 */
export function Screen({ call }: { readonly call: Call }): ReactNode {
  const lines = call.transcript.filter((entry) => entry.kind === 'written')
  const rows = rowsOf(lines, size)
  return (
    <div className={call.isLampLit ? 'screen screen-lit' : 'screen'} aria-hidden="true" dir="ltr">
      {rows.map(({ who, text }, place) => (
        <div key={place} className={`screen-row screen-${who}`}>
          {text}
          {place === rows.length - 1 && <span className="screen-cursor" />}
        </div>
      ))}
      {rows.length === 0 && <span className="screen-cursor" />}
    </div>
  )
}
