import type { ReactNode } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { devices, type Device } from '../../../phone/live-protocol.ts'
import { useTexts } from '../../shared/texts-context.tsx'

/** Which telephone stands on the table. */
export function DeviceSwitch(props: {
  readonly device: Device
  readonly isDisabled: boolean
  readonly onChoose: (device: Device) => void
}): ReactNode {
  const { say } = useTexts()
  return (
    <ToggleButtonGroup
      className="device-switch"
      aria-label={say('text.device')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.device]}
      isDisabled={props.isDisabled}
      onSelectionChange={(chosen) => {
        const device = devices.find((one) => chosen.has(one))
        if (device !== undefined) props.onChoose(device)
      }}
    >
      {devices.map((device) => (
        <ToggleButton key={device} id={device} className="device">
          {say(`text.${device}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
