import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleDocument } from '#kernel/rule'
import { useMay } from '../../../api/session.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { memberColumns, useMemberReader } from '../detail/MemberTable.js'
import { useSample } from '../use-preview.js'
import type { SegmentParts } from './segment-draft.js'

/** A few of the customers a rule takes, with their tags; asked for only while it is open. */
export function SampleCustomers({ rule, parts }: { readonly rule: RuleDocument | null; readonly parts: SegmentParts }) {
  const { t } = useTranslation('segments')
  const [isOpen, setOpen] = useState(false)
  const reader = useMemberReader()
  const mayRead = useMay('customer.read')
  const { data, error, isPlaceholderData, isLoading, refetch } = useSample(isOpen ? rule : null, parts)
  if (!mayRead) return null
  return (
    <section className="panel sample-customers">
      <Button type="link" size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t(isOpen ? 'builder.hideSample' : 'builder.showSample')}</Button>
      {isOpen && error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {isOpen && data && (
        <>
          <p className="soft">{t('builder.sampleWhat')}</p>
          <ListTable rows={data.items} columns={memberColumns(data.columns, reader)} rowKey={({ custId }) => custId} isLoading={isLoading} isStale={isPlaceholderData} empty={<p className="soft">{t('members.empty')}</p>} />
        </>
      )}
    </section>
  )
}
