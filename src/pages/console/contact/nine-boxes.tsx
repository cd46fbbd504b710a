import { useEffect, useRef, type ReactNode } from 'react'
import { verdictOf } from '../../../identifiers/typed-groups.ts'
import type { GroupReading } from '../../../operators/api/protocol-reading.ts'
import { Icon } from '../../shared/icon.tsx'
import { useTexts } from '../../shared/texts-context.tsx'
import { nextOpen, type Boxes } from './boxes.ts'

/** The installation ID, checked as it is typed: by its check digits here, by the key's proof at the line. */
export function NineBoxes({
  boxes,
  keyed,
  reading,
  isReadOnly,
}: {
  readonly boxes: Boxes
  /** What the caller had keyed. */
  readonly keyed: readonly string[]
  readonly reading: readonly GroupReading[]
  readonly isReadOnly: boolean
}): ReactNode {
  const { say } = useTexts()
  const inputs = useRef<(HTMLInputElement | null)[]>([])
  const focus = (index: number): void => inputs.current[index]?.focus()
  useEffect(() => {
    if (!isReadOnly) focus(nextOpen(boxes.digits))
    // Only when the page opens: afterwards the focus is the operator's.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isReadOnly])
  return (
    <div className="boxes" role="group" aria-label={say('console.boxes.label')}>
      {boxes.digits.map((digits, index) => {
        const verdict = verdictOf(digits, index + 1)
        const at = reading[index]?.digits === digits ? (reading[index].wrongAt ?? []) : []
        const isWrong = verdict === 'wrong' || verdict === 'long' || at.length > 0
        const isKeyed = digits !== '' && digits === keyed[index]
        const name = `box-${index}`
        return (
          <div className={`box box-${isWrong ? 'wrong' : verdict}`} key={name}>
            <label htmlFor={name}>
              {index + 1}
              {isKeyed && <span className="tag">{say('console.boxes.keyed')}</span>}
            </label>
            <input
              id={name}
              ref={(element) => {
                inputs.current[index] = element
              }}
              value={digits}
              readOnly={isReadOnly}
              data-digits=""
              dir="ltr"
              inputMode="numeric"
              autoComplete="off"
              aria-label={say('console.boxes.group', { group: index + 1 })}
              aria-invalid={isWrong}
              aria-describedby={`${name}-note`}
              // What is not right is typed anew.
              onFocus={({ target }) => {
                if (verdict !== 'right') target.select()
              }}
              onChange={({ target }) => {
                const next = boxes.put(index, target.value)
                if (next !== index) focus(next)
              }}
              onKeyDown={(event) => {
                if (event.key === 'Backspace' && digits === '' && index > 0) focus(index - 1)
                if (event.key === 'ArrowUp') focus(Math.max(0, index - 1))
                if (event.key === 'ArrowDown' || event.key === 'Enter')
                  focus(Math.min(8, index + 1))
              }}
            />
            {at.length > 0 && (
              <span className="box-marks" aria-hidden="true" dir="ltr">
                {Array.from(digits, (digit, place) =>
                  at.includes(place) ? <mark key={place}>{digit}</mark> : digit,
                )}
              </span>
            )}
            <span id={`${name}-note`} className="box-note">
              {verdict === 'right' && at.length === 0 && (
                <>
                  <Icon name="right" />
                  {say('console.boxes.right')}
                </>
              )}
              {isWrong && (
                <>
                  <Icon name="wrong" />
                  {at.length > 0
                    ? say('console.boxes.wrong-at', { place: at.map((one) => one + 1).join(', ') })
                    : say('console.boxes.wrong')}
                </>
              )}
              {verdict === 'short' && say('console.boxes.short', { left: 7 - digits.length })}
            </span>
          </div>
        )
      })}
    </div>
  )
}
