import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CustomerMarks, customerMarksSchema, type Mark } from '#tags/contract'
import { nothing, post } from '../../../api/client.js'
import { usePosted } from '../../../api/posted.js'
import { useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { customerUrl } from '../customer-paths.js'
import { PlainTable } from './PlainTable.js'

const MARKS_OF = '/api/v1/tag-marks/customer'
type ManualTag = CustomerMarks['items'][number]

function useValueText() {
  const { t } = useTranslation('customers')
  const say = useSay()
  return (type: ManualTag['type'], { value, label }: Pick<Mark, 'value' | 'label'>): string => {
    if (value === null) return t('mark.off')
    if (label !== null) return say(label)
    return type === 'bool' ? t(value === 'true' ? 'tags.yes' : 'tags.no') : value
  }
}

function SetValue({ custId, tag }: { readonly custId: string; readonly tag: ManualTag }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const refresh = useRefresh()
  const [value, setValue] = useState<string>(tag.now?.value ?? '')
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const save = async () => {
    await post('/api/v1/tag-marks', { tag: tag.key, custId, value: value === '' ? null : value, until: until === '' ? null : until, reason: reason.trim() }, nothing)
    setReason('')
    await refresh(MARKS_OF, customerUrl(custId), '/api/v1/tags')
  }
  const known = tag.type === 'bool' ? [{ value: 'true', label: t('tags.yes') }, { value: 'false', label: t('tags.no') }] : tag.values.map((one) => ({ value: one.code, label: say(one) }))
  return (
    <ConfirmButton size="small" label={t('mark.set')} title={t('mark.setTitle', { name: say(tag.name) })} confirmLabel={t('mark.save')} onConfirm={save}>
      <div className="side-form">
        <label>
          {t('tags.value')}
          {tag.type === 'int' ? <Input inputMode="numeric" value={value} onChange={(event) => setValue(event.target.value)} /> : <Select className="wide-field" value={value} onChange={setValue} options={[...known, { value: '', label: t('mark.takeOff') }]} />}
        </label>
        <label>
          {t('mark.untilLong', { count: tag.maxAgeDays })}
          <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </label>
        <label>
          {t('objection.reason')}
          <Input value={reason} maxLength={500} placeholder={t('mark.reasonExample')} onChange={(event) => setReason(event.target.value)} />
        </label>
      </div>
    </ConfirmButton>
  )
}

/** Tags people set on this customer, with what was said before; nothing where the bank has no such tag. */
export function ManualTags({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const mayMark = useMay('tag.mark')
  const textOf = useValueText()
  const marks = usePosted(MARKS_OF, { custId }, customerMarksSchema)
  return (
    <Loaded query={marks} rows={2}>
      {({ items }) => {
        if (items.length === 0) return null
        const history = items.flatMap((tag) => tag.history.map((word) => ({ tag, word }))).toSorted((a, b) => b.word.at.localeCompare(a.word.at))
        return (
          <>
            <PlainTable
              title={t('mark.title')}
              none=""
              rows={items}
              rowKey={({ key }) => key}
              columns={[
                { title: t('tags.tag'), render: ({ key, name }) => <AppLink to={`/customers/tags/${encodeURIComponent(key)}`}>{say(name)}</AppLink> },
                { title: t('tags.value'), render: (tag) => (tag.now === null ? <span className="soft">{t('mark.none')}</span> : textOf(tag.type, tag.now)) },
                { title: t('mark.until'), render: ({ now }) => <DateText value={now?.until ?? null} /> },
                { title: t('mark.by'), render: ({ now }) => now?.by },
                ...(mayMark ? [{ title: t('objection.action'), render: (tag: ManualTag) => <SetValue key={tag.now?.id ?? ''} custId={custId} tag={tag} /> }] : []),
              ]}
            />
            {history.length > 0 && (
              <PlainTable
                title={t('mark.history', { count: history.length })}
                none=""
                rows={history}
                rowKey={({ word }) => word.id}
                columns={[
                  { title: t('objection.at'), render: ({ word }) => <DateText value={word.at} /> },
                  { title: t('tags.tag'), render: ({ tag }) => say(tag.name) },
                  { title: t('tags.value'), render: ({ tag, word }) => textOf(tag.type, word) },
                  { title: t('mark.until'), render: ({ word }) => <DateText value={word.until} /> },
                  { title: t('mark.reason'), render: ({ word }) => word.reason },
                  { title: t('mark.by'), render: ({ word }) => word.by },
                ]}
              />
            )}
          </>
        )
      }}
    </Loaded>
  )
}
