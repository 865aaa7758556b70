import { Alert, Button, Input, Progress } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { uploadedSchema } from '#ingest/contract'
import { type ApiError, asApiError } from '../../../api/problem.js'
import { upload, type UploadProgress } from '../../../api/upload.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { formatBytes } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import type { ChosenFile } from './import-draft.js'

interface Sending extends UploadProgress {
  readonly name: string
}

/** Sends a file and says how far it is; `cancel` stops it. */
function useUpload(onDone: (file: ChosenFile) => void) {
  const [sending, setSending] = useState<Sending | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const stop = useRef<AbortController>(null)
  const start = async (file: File) => {
    const control = new AbortController()
    stop.current = control
    setError(null)
    setSending({ name: file.name, sent: 0, total: file.size })
    try {
      const { fileId, name, bytes } = await upload('/api/v1/data/files', file, uploadedSchema, {
        signal: control.signal,
        onProgress: (progress) => setSending({ name: file.name, ...progress }),
      })
      onDone({ ref: { fileId }, name, bytes })
    } catch (reason) {
      const fault = asApiError(reason)
      setError(fault.code === 'CANCELLED_HERE' ? null : fault)
    } finally {
      setSending(null)
    }
  }
  return { sending, error, start, cancel: () => stop.current?.abort() }
}

function SendingLine({ sending, onCancel }: { readonly sending: Sending; readonly onCancel: () => void }) {
  const { t } = useTranslation('ingest')
  const { t: ui } = useTranslation('ui')
  const locale = useFormatLocale()
  const shown = { sent: formatBytes(sending.sent, locale), total: formatBytes(sending.total, locale) }
  return (
    <div className="panel ingest-sending" aria-live="polite">
      <span>{t('file.sending', { name: sending.name })}</span>
      <Progress percent={Math.floor((sending.sent / Math.max(1, sending.total)) * 100)} size="small" />
      <span className="soft figures">{t('file.sent', shown)}</span>
      <Button onClick={onCancel}>{ui('action.cancel')}</Button>
    </div>
  )
}

function DropZone({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation('ingest')
  const [isOver, setIsOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  return (
    <label
      className={isOver ? 'drop-zone over' : 'drop-zone'}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <strong>{t('file.drop')}</strong>
      <span className="soft">{t('file.kinds')}</span>
      <input
        type="file"
        className="visually-hidden"
        aria-label={t('file.drop')}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
    </label>
  )
}

interface Props {
  readonly file: ChosenFile | null
  readonly onChoose: (file: ChosenFile | null) => void
}

/** Step 1: an uploaded file, or a path below the import folder. */
export function FileStep({ file, onChoose }: Props) {
  const { t } = useTranslation('ingest')
  const locale = useFormatLocale()
  const [path, setPath] = useState(file && 'path' in file.ref ? file.ref.path : '')
  const { sending, error, start, cancel } = useUpload(onChoose)
  const takePath = () => {
    const trimmed = path.trim()
    if (trimmed !== '') onChoose({ ref: { path: trimmed }, name: trimmed, bytes: null })
  }
  const size = file?.bytes === null || file === null ? '' : formatBytes(file.bytes, locale)
  return (
    <div className="ingest-stack">
      {file !== null && (
        <Alert
          type="info"
          showIcon
          title={t('file.chosen', { name: file.name, size })}
          action={<Button onClick={() => onChoose(null)}>{t('file.other')}</Button>}
        />
      )}
      {sending ? (
        <SendingLine sending={sending} onCancel={cancel} />
      ) : (
        <DropZone onFile={(next) => void start(next)} />
      )}
      {error && <ErrorPanel error={error} />}
      <form
        className="panel ingest-path"
        onSubmit={(event) => {
          event.preventDefault()
          takePath()
        }}
      >
        <label htmlFor="import-path">{t('file.path')}</label>
        <Input id="import-path" value={path} onChange={(event) => setPath(event.target.value)} />
        <Button htmlType="submit" disabled={path.trim() === ''}>
          {t('file.takePath')}
        </Button>
        <p className="soft">{t('file.pathHint')}</p>
      </form>
    </div>
  )
}
