import { Button, Input, Upload } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { doNotContactChangeSchema } from '#strategy/contract'
import { post } from '../../../api/client.js'
import { useRefresh } from '../../../api/query.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { formatNumber } from '../../../ui/format.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { MOST_IDS, readIds } from './read-ids.js'

/** Adds pasted numbers or the first column of a CSV. */
export function AddIds() {
  const { t } = useTranslation('execution')
  const locale = useFormatLocale()
  const notice = useNotice()
  const refresh = useRefresh()
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const read = useMemo(() => readIds(text), [text])
  const write = (value: number) => formatNumber(value, locale)
  const count = read.ids.length
  const add = async () => {
    const answer = await post('/api/v1/do-not-contact', { custIds: read.ids, reason }, doNotContactChangeSchema)
    notice.done(t('dnc.added', { changed: write(answer.changed), total: write(answer.total) }))
    setText('')
    await refresh('/api/v1/do-not-contact')
  }
  return (
    <section className="panel panel-gap">
      <h2>{t('dnc.addTitle')}</h2>
      <Input.TextArea value={text} autoSize={{ minRows: 4, maxRows: 10 }} aria-label={t('dnc.paste')} placeholder={t('dnc.paste')} onChange={(event) => setText(event.target.value)} />
      <Upload
        accept=".csv,.txt"
        showUploadList={false}
        beforeUpload={(file) => {
          void file.text().then(setText)
          return false
        }}
      >
        <Button>{t('dnc.file')}</Button>
      </Upload>
      <p className={count > MOST_IDS || read.tooLong > 0 ? 'tone-warm' : 'soft'}>
        {t('dnc.read', { n: write(count), repeated: write(read.repeated), tooLong: write(read.tooLong) })} {count > MOST_IDS && t('dnc.tooMany', { most: write(MOST_IDS) })}
      </p>
      <Input value={reason} maxLength={200} aria-label={t('dnc.reason')} placeholder={t('dnc.reason')} onChange={(event) => setReason(event.target.value)} />
      <ConfirmButton type="primary" disabled={count === 0 || count > MOST_IDS || reason.trim().length < 2} label={t('dnc.add', { n: write(count) })} title={t('dnc.addSure')} onConfirm={add}>
        {t('dnc.addWhat', { n: write(count) })}
      </ConfirmButton>
    </section>
  )
}
