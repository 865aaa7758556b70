import { Button, Input, Modal } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { z } from 'zod'
import { uploadedListSchema } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { formatNumber } from '../../../ui/format.js'
import { isKey } from '../../../ui/form/key-of.js'
import { keepScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { NameFields } from '../builder/NameFields.js'
import type { SegmentNames } from '../builder/segment-draft.js'
import { DEFINITIONS, segmentPath, SEGMENTS } from '../segment-paths.js'
import { linesOf, textOf } from './read-text.js'
import '../segments.css'

const answerSchema = z.object({ key: z.string(), revision: z.number(), list: uploadedListSchema })
const LEAST_PURPOSE = 4

interface Chosen {
  readonly name: string
  readonly text: string
}

function ChooseFile({ chosen, onChoose }: { readonly chosen: Chosen | null; readonly onChoose: (file: Chosen) => void }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const input = useRef<HTMLInputElement>(null)
  const [isUnread, setUnread] = useState(false)
  const read = async (file: File) => {
    const text = textOf(await file.arrayBuffer())
    setUnread(text === null)
    if (text !== null) onChoose({ name: file.name, text })
  }
  return (
    <p className="member-choice">
      <input ref={input} type="file" accept=".csv,.txt,text/csv,text/plain" hidden data-testid="list-file" onChange={({ target }) => target.files?.[0] && void read(target.files[0])} />
      <Button onClick={() => input.current?.click()}>{t('lists.file')}</Button>
      {chosen && <span className="figures">{chosen.name} · {t('lists.lines', { shown: formatNumber(linesOf(chosen.text), locale) })}</span>}
      {isUnread && <span className="tone-warm">{t('lists.encoding')}</span>}
    </p>
  )
}

/** Uploads a list of customer numbers with its purpose and opens the segment made of it. */
export function UploadList() {
  const { t } = useTranslation('segments')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const [names, setNames] = useState<SegmentNames>({ zh: '', en: '', key: '' })
  const [purpose, setPurpose] = useState('')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const upload = useAction(
    () => post(`${SEGMENTS}/lists`, { key: names.key, name: { zh: names.zh.trim(), ...(names.en.trim() === '' ? {} : { en: names.en.trim() }) }, purpose: purpose.trim(), fileName: chosen?.name, text: chosen?.text }, answerSchema),
    { refreshes: [SEGMENTS, DEFINITIONS], onDone: ({ key }) => void navigate(keepScope(`${segmentPath(key)}?tab=list`, search)) },
  )
  const isReady = chosen !== null && names.zh.trim() !== '' && isKey(names.key) && purpose.trim().length >= LEAST_PURPOSE
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('lists.upload')}</Button>
      <Modal open={isOpen} title={t('lists.title')} width="48rem" onCancel={() => setOpen(false)} onOk={() => upload.mutate(undefined)} okText={t('lists.do')} okButtonProps={{ disabled: !isReady, loading: upload.isPending }} destroyOnHidden>
        <p>{t('lists.what')}</p>
        <ChooseFile chosen={chosen} onChoose={setChosen} />
        <NameFields names={names} onChange={setNames} isNew />
        <label className="list-purpose">
          <span className="soft">{t('members.purpose')}</span>
          <Input placeholder={t('members.purposeHint')} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
        </label>
        {upload.error && <ErrorPanel error={upload.error} />}
      </Modal>
    </>
  )
}
