import type { ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { Chooser } from '../../shared/chooser.tsx'
import type { DeskState } from '../../../operators/api/protocol-board.ts'
import { useSession } from '../session.tsx'

const states = ['available', 'busy', 'after-call', 'away'] as const satisfies readonly DeskState[]

/** What an operator is doing, as callers and colleagues are told. */
export function OwnState(props: { readonly own: DeskState; readonly isLive: boolean }): ReactNode {
  const { say } = useTexts()
  const { api } = useSession()
  const choose = (id: string): void => {
    const state = states.find((one) => one === id) ?? 'away'
    void api.ask('POST /desk/state', { sent: { state } })
  }
  return (
    <div className="own-state">
      <Chooser
        label={say('console.state.label')}
        choices={states.map((id) => ({ id, name: say(`console.state.${id}`) }))}
        chosen={props.own}
        onChoose={choose}
      />
      <p className="quiet" role="status">
        {props.isLive ? '' : say('console.desk.not-live')}
      </p>
    </div>
  )
}
