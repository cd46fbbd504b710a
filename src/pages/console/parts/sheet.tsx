import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

/** A dialog over the page; Escape closes it unless it is kept open. */
export function Sheet(props: {
  readonly title: string
  readonly isOpen: boolean
  readonly isKeptOpen?: boolean
  readonly onClose?: () => void
  readonly children: ReactNode
}): ReactNode {
  const isKeptOpen = props.isKeptOpen ?? false
  return (
    <ModalOverlay
      className="sheet-over"
      isOpen={props.isOpen}
      isDismissable={!isKeptOpen}
      isKeyboardDismissDisabled={isKeptOpen}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose?.()
      }}
    >
      <Modal className="sheet card">
        <Dialog className="sheet-dialog">
          <Heading slot="title">{props.title}</Heading>
          {props.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
