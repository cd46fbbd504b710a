import type { ReactNode } from 'react'
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import { Icon } from './icon.tsx'

/** `language`: of the name, where it is not the page's own. `note`: a few words beside it, in the list only. */
export type Choice = {
  readonly id: string
  readonly name: string
  readonly language?: string
  readonly note?: string
}

/** One of a few names, picked from a list that opens. */
export function Chooser(props: {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly chosen: string
  readonly onChoose: (id: string) => void
  readonly isDisabled?: boolean
}): ReactNode {
  return (
    <Select
      className="chooser"
      aria-label={props.label}
      value={props.chosen}
      onChange={(id) => props.onChoose(String(id))}
      isDisabled={props.isDisabled ?? false}
    >
      <Button className="chooser-button">
        <SelectValue<Choice>>{({ selectedItem }) => <Name choice={selectedItem} />}</SelectValue>
        <Icon name="down" />
      </Button>
      <Popover className="chooser-list" offset={6}>
        <ListBox items={props.choices}>
          {(choice) => (
            <ListBoxItem className="chooser-item" textValue={choice.name}>
              <Name choice={choice} />
              {choice.note !== undefined && <span className="chooser-note">{choice.note}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}

function Name({ choice }: { readonly choice: Choice | null }): ReactNode {
  return <span lang={choice?.language}>{choice?.name}</span>
}
