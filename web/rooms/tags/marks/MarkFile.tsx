import { Button, Input, Modal } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MarkFileResult, markFileResultSchema } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'

const LEAST_REASON = 4
const LINES_SHOWN = 20

function Result({ result }: { readonly result: MarkFileResult }) {
  const { t } = useTranslation('tags')
  return (
    <div role="status">
      <p>{t('mark.done', { lines: result.lines, marked: result.marked, rejected: result.rejected })}</p>
      <ul className="soft">
        {result.rejects.slice(0, LINES_SHOWN).map(({ line, why }) => (
          <li key={line}>{t('mark.fault', { line, why: t(`mark.faults.${why}`) })}</li>
        ))}
      </ul>
    </div>
  )
}

/** A file of customer numbers and values, the value and last day for lines without, and why. */
export function MarkFile({ tagKey }: { readonly tagKey: string }) {
  const { t } = useTranslation('tags')
  const [isOpen, setOpen] = useState(false)
  const [file, setFile] = useState<{ readonly name: string; readonly content: string } | null>(null)
  const [value, setValue] = useState('')
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const path = `/api/v1/tags/${encodeURIComponent(tagKey)}`
  const mark = useAction((content: string) => post(`${path}/marks`, { content, value: value.trim() === '' ? null : value.trim(), until: until === '' ? null : until, reason: reason.trim() }, markFileResultSchema), { refreshes: ['/api/v1/tags'] })
  const close = () => {
    setOpen(false)
    setFile(null)
    mark.reset()
  }
  const isReady = file !== null && reason.trim().length >= LEAST_REASON
  return (
    <p>
      <Button onClick={() => setOpen(true)}>{t('mark.file')}</Button>
      <Modal open={isOpen} title={t('mark.file')} onCancel={close} okText={mark.data === undefined ? t('mark.take') : t('mark.close')} onOk={() => (mark.data === undefined && file !== null ? mark.mutate(file.content) : close())} okButtonProps={{ disabled: !isReady, loading: mark.isPending }} destroyOnHidden>
        <div className="side-form">
          <p className="soft">{t('mark.fileWhat')}</p>
          <input ref={input} type="file" accept=".csv,.txt,text/csv,text/plain" hidden data-testid="mark-file" onChange={({ target }) => { const chosen = target.files?.[0]; if (chosen) void chosen.text().then((content) => setFile({ name: chosen.name, content })) }} />
          <span><Button onClick={() => input.current?.click()}>{t('mark.choose')}</Button> <span className="figures">{file?.name}</span></span>
          <label>{t('mark.fallback')}<Input value={value} maxLength={40} onChange={(event) => setValue(event.target.value)} /></label>
          <label>{t('mark.until')}<Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} /></label>
          <label>{t('mark.reasonLong')}<Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} /></label>
          {mark.data !== undefined && <Result result={mark.data} />}
          {mark.error && <ErrorPanel error={mark.error} />}
        </div>
      </Modal>
    </p>
  )
}
