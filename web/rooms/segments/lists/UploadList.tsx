import { Button, Input, Modal, Segmented } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { z } from 'zod'
import { listKinds, uploadedListSchema, type ListKind } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { formatNumber } from '../../../ui/format.js'
import { isKey } from '../../../ui/form/key-of.js'
import { keepScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { NameFields } from '../builder/NameFields.js'
import type { SegmentNames } from '../builder/segment-draft.js'
import { DEFINITIONS, editPath, segmentPath, SEGMENTS } from '../segment-paths.js'
import { linesOf, textOf } from './read-text.js'
import '../segments.css'

const answerSchema = z.object({ key: z.string(), revision: z.number(), list: uploadedListSchema })
const LEAST_PURPOSE = 4

interface Chosen {
  readonly name: string
  readonly text: string
}

/** The segment of a list that a new list is for. */
export interface ListSegment {
  readonly key: string
  readonly revision: number
  readonly name: { readonly zh: string; readonly en?: string | undefined }
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

/** What the first column holds; mobiles and documents are compared by keyed hash and not kept. */
function ChooseKind({ kind, onChange }: { readonly kind: ListKind; readonly onChange: (kind: ListKind) => void }) {
  const { t } = useTranslation('segments')
  return (
    <div className="list-kind">
      <span className="soft">{t('lists.kind')}</span>
      <Segmented<ListKind> aria-label={t('lists.kind')} value={kind} onChange={onChange} options={listKinds.map((each) => ({ value: each, label: t(`lists.kinds.${each}`) }))} />
      <p className="soft">{t(`lists.kindWhat.${kind}`)}</p>
    </div>
  )
}

const namesOf = (into: ListSegment | undefined): SegmentNames => (into === undefined ? { zh: '', en: '', key: '' } : { zh: into.name.zh, en: into.name.en ?? '', key: into.key })

/** Key and names of the segment, and the revision that is followed. */
function headOf({ key, zh, en }: SegmentNames, into: ListSegment | undefined) {
  return { key, name: { zh: zh.trim(), ...(en.trim() === '' ? {} : { en: en.trim() }) }, ...(into === undefined ? {} : { revision: into.revision }) }
}

/** Uploads a list of customers with its purpose and opens the segment made of it, or its next version. */
export function UploadList({ into }: { readonly into?: ListSegment }) {
  const { t } = useTranslation('segments')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const [kind, setKind] = useState<ListKind>('cust_id')
  const [names, setNames] = useState<SegmentNames>(() => namesOf(into))
  const [purpose, setPurpose] = useState('')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const upload = useAction(
    () => post(`${SEGMENTS}/lists`, { ...headOf(names, into), by: kind, purpose: purpose.trim(), fileName: chosen?.name, text: chosen?.text }, answerSchema),
    {
      refreshes: [SEGMENTS, DEFINITIONS],
      onDone: ({ key }) => {
        setOpen(false)
        void navigate(keepScope(into ? editPath(key) : `${segmentPath(key)}?tab=list`, search))
      },
    },
  )
  const isReady = chosen !== null && names.zh.trim() !== '' && isKey(names.key) && purpose.trim().length >= LEAST_PURPOSE
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t(into ? 'lists.again' : 'lists.upload')}</Button>
      <Modal open={isOpen} title={into ? t('lists.againTitle', { name: into.name.zh }) : t('lists.title')} width="48rem" onCancel={() => setOpen(false)} onOk={() => upload.mutate(undefined)} okText={t(into ? 'lists.againDo' : 'lists.do')} okButtonProps={{ disabled: !isReady, loading: upload.isPending }} destroyOnHidden>
        <p>{t('lists.what')}{into && ` ${t('lists.againWhat')}`}</p>
        <ChooseKind kind={kind} onChange={setKind} />
        <ChooseFile chosen={chosen} onChoose={setChosen} />
        {!into && <NameFields names={names} onChange={setNames} isNew />}
        <label className="list-purpose">
          <span className="soft">{t('members.purpose')}</span>
          <Input placeholder={t('members.purposeHint')} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
        </label>
        {upload.error && <ErrorPanel error={upload.error} />}
      </Modal>
    </>
  )
}
