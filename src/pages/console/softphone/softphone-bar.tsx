import { useRef, useState, type ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components'
import type { TextKey } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useKeys } from '../desk/use-keys.ts'
import { Action } from '../parts/action.tsx'
import { KeyCap } from '../parts/key-cap.tsx'
import { useSession } from '../session.tsx'
import { CheckSheet } from './check-sheet.tsx'
import { SayForm } from './say-form.tsx'
import { SpokenLog } from './spoken-log.tsx'
import { useSoftphone, type SoftphoneInUse } from './use-softphone.tsx'

/** The operator's telephone at the foot of every page: how it stands, and what he can do with it. */
export function SoftphoneBar(): ReactNode {
  const { say } = useTexts()
  const { me, api } = useSession()
  const phone = useSoftphone()
  const field = useRef<HTMLInputElement>(null)
  const [isChecking, setChecking] = useState(false)
  const { access, state, wanted, isMuted, trouble } = phone
  const isOwn = access === 'none'
  const isInCall = !isOwn && (state === 'calling' || state === 'talking' || state === 'lost')
  const mute = (): void => phone.mute(!isMuted)
  useKeys({ ...(isInCall && { m: mute }), w: () => field.current?.focus() })
  if (state === 'off') return undefined

  const leave = (): void => {
    phone.leave()
    if (wanted) void api.ask('POST /contacts/:id/leave', { id: wanted.id, sent: { version: 0 } })
  }
  const written = access === 'simulated' ? wanted : undefined
  const isRung = isOwn && me.telephone !== null && wanted?.isHere === false
  return (
    <section className="softphone" aria-label={say('console.softphone.label')}>
      {written && <SpokenLog sentences={phone.sentences} language={written.language} />}
      <div className="softphone-row">
        <span className={`softphone-dot softphone-${state}`} aria-hidden="true">
          <Icon name="handset" />
        </span>
        <p className="softphone-state" role="status">
          {say(textOf(phone, me.telephone), { number: me.telephone ?? '' })}
          {isInCall && isMuted && (
            <strong className="softphone-muted">{say('console.softphone.is-muted')}</strong>
          )}
        </p>
        {written && (
          <SayForm
            language={written.language}
            canSay={state === 'talking'}
            field={field}
            onSay={phone.say}
          />
        )}
        {isInCall && (
          <ToggleButton
            className="button softphone-mute"
            isSelected={isMuted}
            onChange={phone.mute}
            aria-keyshortcuts="M"
          >
            {say('console.softphone.mute')}
            <KeyCap>M</KeyCap>
          </ToggleButton>
        )}
        {trouble !== undefined && !isOwn && (
          <Action onPress={phone.join}>{say('console.softphone.join')}</Action>
        )}
        {isRung && <Action onPress={phone.join}>{say('console.softphone.ring-again')}</Action>}
        {wanted?.as === 'companion' && (
          <Action onPress={leave}>{say('console.softphone.leave')}</Action>
        )}
        <Action kind="plain" onPress={() => setChecking(true)}>
          {say('console.softphone.check.open')}
        </Action>
      </div>
      <CheckSheet isOpen={isChecking} onClose={() => setChecking(false)} />
    </section>
  )
}

function textOf(phone: SoftphoneInUse, telephone: string | null): TextKey {
  const { access, state, trouble, isElsewhere, wanted } = phone
  if (isElsewhere) return 'console.softphone.elsewhere'
  if (access === 'none') {
    if (telephone === null) return 'console.softphone.no-telephone'
    if (state === 'calling' && wanted?.isHere === true) return 'console.softphone.state.calling'
    return state === 'calling' || state === 'talking'
      ? `console.softphone.own.${state}`
      : 'console.softphone.own.ready'
  }
  return trouble === undefined || trouble === 'failed'
    ? `console.softphone.state.${state}`
    : `console.softphone.trouble.${trouble}`
}
