import { useId, type ReactNode } from 'react'

/** A part of a page under a heading of its own. */
export function Card(props: {
  readonly title: string
  readonly actions?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}): ReactNode {
  const id = useId()
  return (
    <section className={`card ${props.className ?? ''}`} aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{props.title}</h2>
        {props.actions}
      </header>
      {props.children}
    </section>
  )
}
