import { Button, Progress } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ModelFile, modelFileListSchema, modelFileSchema } from '#models/contract'
import { del, nothing } from '../../../api/client.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { upload } from '../../../api/upload.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { DateText } from '../../../ui/figures/Num.js'
import { formatBytes } from '../../../ui/format.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { modelPath } from '../models-paths.js'
import { writeShape } from './write-shape.js'
import '../models.css'

const FILES = '/api/v1/model-files'
const WHOLE = 100

/** Chooses a file and sends it, with its progress. */
function UploadFile() {
  const { t } = useTranslation('models')
  const chooser = useRef<HTMLInputElement>(null)
  const [sent, setSent] = useState(0)
  const send = useAction((file: File) => upload(FILES, file, modelFileSchema, { onProgress: (now) => setSent((now.sent / now.total) * WHOLE) }), { refreshes: [FILES] })
  return (
    <div className="model-upload">
      <input
        ref={chooser}
        type="file"
        accept=".onnx"
        hidden
        aria-label={t('files.upload')}
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) send.mutate(file)
          target.value = ''
        }}
      />
      <Button type="primary" loading={send.isPending} onClick={() => chooser.current?.click()}>
        {t('files.upload')}
      </Button>
      {send.isPending && <Progress percent={Math.round(sent)} size="small" />}
      {send.error && <ErrorPanel error={send.error} />}
    </div>
  )
}

function Remove({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('models')
  const refresh = useRefresh()
  const remove = async () => {
    await del(`${FILES}/${file.file}`, nothing)
    await refresh(FILES)
  }
  return (
    <ConfirmButton size="small" danger disabled={file.usedBy.length > 0} label={t('files.remove')} title={t('files.removeTitle', { name: file.name })} onConfirm={remove}>
      {t('files.removeWhat')}
    </ConfirmButton>
  )
}

/** Model files the bank brought: what each takes and gives, and which models use it. */
export function ModelFilesPage() {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const may = useMay('model.manage')
  const list = useList<ModelFile>({ path: FILES, schema: modelFileListSchema })
  const shapes = (values: ModelFile['inputs']) => values.map((value) => <div key={value.name} className="figures">{writeShape(value)}</div>)
  const columns: readonly ListColumn<ModelFile>[] = [
    { key: 'name', title: t('files.name'), always: true, sort: ({ name }) => name, render: ({ name }) => name },
    { key: 'bytes', title: t('files.size'), align: 'right', sort: ({ bytes }) => bytes, render: ({ bytes }) => <span className="figures">{formatBytes(bytes, locale)}</span> },
    { key: 'inputs', title: t('files.inputs'), render: ({ inputs }) => shapes(inputs) },
    { key: 'outputs', title: t('files.outputs'), render: ({ outputs }) => shapes(outputs) },
    { key: 'usedBy', title: t('files.usedBy'), render: ({ usedBy }) => (usedBy.length === 0 ? <span className="soft">{t('usedBy.none')}</span> : usedBy.map((key) => <div key={key}><AppLink to={modelPath(key)}>{key}</AppLink></div>)) },
    { key: 'at', title: t('files.at'), sort: ({ uploadedAt }) => uploadedAt, render: ({ uploadedBy, uploadedAt }) => <>{uploadedBy.name} <DateText value={uploadedAt} /></> },
    { key: 'file', title: t('files.hash'), render: ({ file }) => <code className="model-hash">{file}</code> },
    ...(may ? [{ key: 'actions', title: t('versions.actions'), render: (file: ModelFile) => <Remove file={file} /> }] : []),
  ]
  return (
    <ListPage
      name="model-files"
      title={t('files.title')}
      purpose={t('files.purpose')}
      actions={may ? <UploadFile /> : undefined}
      list={list}
      columns={columns}
      rowKey={({ file }) => file}
      empty={{ title: t('files.empty'), why: t('files.emptyWhy') }}
    />
  )
}
