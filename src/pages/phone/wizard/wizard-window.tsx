import { useState, type ReactNode } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { useTexts } from '../../shared/texts-context.tsx'
import { Activated } from './activated.tsx'
import { Asking, type AskingProps } from './asking.tsx'

export type WizardWindowProps = Omit<AskingProps, 'onActivated'> & {
  readonly onAnotherComputer: () => void
}

/** The demo program's activation window: it asks for an answer, and says when it is activated. */
export function WizardWindow(props: WizardWindowProps): ReactNode {
  const { say } = useTexts()
  const [activated, setActivated] = useState<{ readonly healed: boolean }>()
  const product = props.demo.product.name
  return (
    <section className="computer" aria-label={say('wizard.region')}>
      <div className="window">
        <div className="window-bar">
          <Icon name="computer" />
          <span>{say('wizard.window', { product })}</span>
          <span className="window-buttons" aria-hidden="true" />
        </div>
        {activated !== undefined ? (
          <Activated
            product={product}
            healed={activated.healed}
            onAgain={() => setActivated(undefined)}
            onAnother={props.onAnotherComputer}
          />
        ) : (
          <Asking {...props} onActivated={(healed) => setActivated({ healed })} />
        )}
      </div>
    </section>
  )
}
