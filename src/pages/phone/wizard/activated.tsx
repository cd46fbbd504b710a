import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { Icon } from '../../shared/icon.tsx'
import { useTexts } from '../../shared/texts-context.tsx'

/** The window once the program is activated, and the two ways to try it again. */
export function Activated(props: {
  readonly product: string
  /** One slip in the answer was mended. */
  readonly healed: boolean
  readonly onAgain: () => void
  readonly onAnother: () => void
}): ReactNode {
  const { say } = useTexts()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="activated">
      <div className="seal">
        <Icon name="right" />
      </div>
      <h2 ref={heading} tabIndex={-1}>
        {say('wizard.activated', { product: props.product })}
      </h2>
      <p className="quiet">{say('wizard.activated-note')}</p>
      {props.healed && <p className="quiet">{say('wizard.healed')}</p>}
      <div className="ways">
        <div className="way">
          <Button className="button" onPress={props.onAgain}>
            {say('wizard.again')}
          </Button>
          <p className="quiet">{say('wizard.again-note')}</p>
        </div>
        <div className="way">
          <Button className="button" onPress={props.onAnother}>
            {say('wizard.another')}
          </Button>
          <p className="quiet">{say('wizard.another-note')}</p>
        </div>
      </div>
    </div>
  )
}
