import { Button, type ButtonProps, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asApiError } from '../../api/problem.js'
import { ErrorPanel } from '../feedback/ErrorPanel.js'

interface Props {
  /** Says what will happen, with its numbers. */
  readonly label: ReactNode
  readonly title: ReactNode
  /** What changes, for how many, and whether it can be undone. */
  readonly children: ReactNode
  /** Resolves when it is done; a rejection is shown in the dialog. */
  readonly onConfirm: () => Promise<unknown>
  readonly confirmLabel?: ReactNode
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly type?: ButtonProps['type']
  readonly size?: ButtonProps['size']
}

/** A button for what should not happen by accident: asks first, shows progress, and shows why it failed. */
export function ConfirmButton(props: Props) {
  const { label, title, children, onConfirm, confirmLabel, danger = false, disabled = false } = props
  const { t } = useTranslation('ui')
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const close = () => {
    setOpen(false)
    setError(undefined)
  }
  const confirm = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await onConfirm()
      close()
    } catch (reason) {
      setError(reason)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button
        danger={danger}
        disabled={disabled}
        type={props.type ?? 'default'}
        {...(props.size ? { size: props.size } : {})}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Modal
        open={open}
        title={title}
        onCancel={close}
        onOk={() => void confirm()}
        okText={confirmLabel ?? label}
        cancelText={t('action.cancel')}
        okButtonProps={{ danger, loading: busy }}
        destroyOnHidden
      >
        {children}
        {error !== undefined && <ErrorPanel error={asApiError(error)} />}
      </Modal>
    </>
  )
}
