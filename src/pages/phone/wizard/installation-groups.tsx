import type { ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'

/** The installation ID in its nine numbered boxes; `keyed` keys of it have been pressed by the helper. */
export function InstallationGroups(props: {
  readonly groups: readonly string[]
  readonly keyed: number | undefined
}): ReactNode {
  const { say } = useTexts()
  const present = props.keyed === undefined ? -1 : Math.floor(props.keyed / 7)
  return (
    <ol className="groups" dir="ltr">
      {props.groups.map((group, place) => (
        <li key={place} className={place === present ? 'group group-present' : 'group'}>
          <span className="group-number" aria-hidden="true">
            {place + 1}
          </span>
          <span className="sr-only">
            {say('wizard.group', { group: place + 1 })}: {Array.from(group).join(' ')}
          </span>
          <span className="digits" aria-hidden="true" data-group={group}>
            <span>{group.slice(0, 3)}</span>
            <span>{group.slice(3)}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
