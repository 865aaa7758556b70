import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { asApiError } from '../../api/problem.js'
import { useFaultText } from '../feedback/use-fault-text.js'
import { useNotice } from '../theme/AntdLook.js'
import { downloadBlob } from './download.js'

interface Props {
  readonly label: ReactNode
  readonly fileName: string
  /** Makes the file when the button is pressed. */
  readonly load: () => Promise<Blob> | Blob
  readonly disabled?: boolean
}

/** Downloads a file made on demand. */
export function DownloadButton({ label, fileName, load, disabled = false }: Props) {
  const [busy, setBusy] = useState(false)
  const notice = useNotice()
  const faultText = useFaultText()
  const run = async () => {
    setBusy(true)
    try {
      downloadBlob(await load(), fileName)
    } catch (reason) {
      notice.warn(faultText(asApiError(reason)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<DownloadOutlined />} loading={busy} disabled={disabled} onClick={() => void run()}>
      {label}
    </Button>
  )
}
