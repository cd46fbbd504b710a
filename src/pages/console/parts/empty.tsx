import type { ReactNode } from 'react'

/** What is said where there is nothing to show, with what one can do about it. */
export function Empty(props: { readonly title: string; readonly note?: string }): ReactNode {
  return (
    <div className="empty">
      <p className="empty-title">{props.title}</p>
      {props.note !== undefined && <p className="quiet">{props.note}</p>}
    </div>
  )
}
