import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ErasureView, erasurePageSchema } from '#privacy/contract'
import { useMay } from '../../../api/session.js'
import { TextButton } from '../../../ui/action/TextButton.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag, type StatusTone } from '../../../ui/figures/StatusTag.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { REQUESTS } from '../privacy-paths.js'
import { CertificateDrawer } from './CertificateDrawer.js'
import { Decide } from './Decide.js'
import { RequestForm } from './RequestForm.js'

const STATUSES = ['OPEN', 'CONFIRMED', 'DONE', 'REFUSED'] as const
const tones: Readonly<Record<ErasureView['status'], StatusTone>> = { OPEN: 'attention', CONFIRMED: 'active', DONE: 'done', REFUSED: 'quiet' }
const BRISK = 2000

/** Requests to erase, restrict or lift: asked by one person, decided by another, with a certificate of what was done. */
export function RequestsTab() {
  const { t } = useTranslation('privacy')
  const mayAsk = useMay('consent.write')
  const [isAsking, setAsking] = useState(false)
  const [shown, setShown] = useState<ErasureView | null>(null)
  const list = useList({ path: REQUESTS, schema: erasurePageSchema, keys: ['status'], limit: 50, refetchInterval: (rows) => (rows.some(({ status }) => status === 'CONFIRMED') ? BRISK : false) })
  const columns: readonly ListColumn<ErasureView>[] = [
    { key: 'id', title: t('request.kind'), always: true, render: ({ kind }) => t(`request.kinds.${kind}`) },
    { key: 'customer', title: t('customer'), render: ({ custId }) => <AppLink to={`/customers/${encodeURIComponent(custId)}`}><span className="figures">{custId}</span></AppLink> },
    { key: 'status', title: t('request.status'), render: ({ status }) => <StatusTag tone={tones[status]}>{t(`request.statuses.${status}`)}</StatusTag> },
    { key: 'outcome', title: t('request.outcome'), render: ({ outcome }) => outcome && t(`request.outcomes.${outcome}`) },
    { key: 'reason', title: t('reason'), render: ({ reason }) => reason },
    { key: 'requested', title: t('request.requested'), render: ({ requestedBy, requestedAt }) => <>{requestedBy.name} <DateText value={requestedAt} /></> },
    { key: 'decided', title: t('request.decided'), render: ({ decidedBy, decidedAt }) => decidedBy && <>{decidedBy.name} <DateText value={decidedAt} /></> },
    { key: 'note', title: t('request.note'), hidden: true, render: ({ note }) => note },
    { key: 'actions', title: t('request.actions'), always: true, render: (row) => <RowActions row={row} onShow={setShown} /> },
  ]
  const ask = mayAsk && (
    <Button type="primary" onClick={() => setAsking(true)}>
      {t('request.add')}
    </Button>
  )
  return (
    <>
      <ListPage
        name="erasure-requests"
        title={t('tab.requests')}
        embedded
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        filters={[{ kind: 'choice', key: 'status', label: t('request.status'), choices: STATUSES.map((value) => ({ value, label: t(`request.statuses.${value}`) })) }]}
        empty={{ title: t('request.emptyTitle'), why: t('request.emptyWhy'), action: ask }}
      >
        <div className="privacy-bar">
          {list.rows.length > 0 && ask}
          <span className="soft">
            {t('request.twoPeople')}
            <HelpHint name={t('tab.requests')} source={t('request.source')}>
              {t('request.help')}
            </HelpHint>
          </span>
        </div>
      </ListPage>
      {isAsking && <RequestForm onClose={() => setAsking(false)} />}
      {shown !== null && <CertificateDrawer request={shown} onClose={() => setShown(null)} />}
    </>
  )
}

function RowActions({ row, onShow }: { readonly row: ErasureView; readonly onShow: (row: ErasureView) => void }) {
  const { t } = useTranslation('privacy')
  if (row.status === 'OPEN') return <Decide request={row} />
  if (row.certificate !== null) return <TextButton onClick={() => onShow(row)}>{t('request.certificate')}</TextButton>
  return row.jobId === null ? null : <AppLink to="/settings/jobs">{t('request.job')}</AppLink>
}
