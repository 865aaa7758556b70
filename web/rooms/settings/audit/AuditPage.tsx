import { Alert, Button, Drawer } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type AuditEntryView,
  auditListSchema,
  type AuditVerdict,
  auditVerdictSchema,
} from '#platform/audit/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { TextButton } from '../../../ui/action/TextButton.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

type Entry = AuditEntryView

function columnsFor(t: TFunction<'settings'>, open: (entry: Entry) => void): readonly ListColumn<Entry>[] {
  return [
    {
      key: 'at',
      title: t('audit.column.at'),
      always: true,
      render: ({ at }) => <DateText value={at} seconds />,
    },
    { key: 'actor', title: t('audit.column.actor'), render: ({ actorName }) => actorName },
    { key: 'action', title: t('audit.column.action'), render: ({ action }) => <code>{action}</code> },
    {
      key: 'object',
      title: t('audit.column.object'),
      render: (entry) => (
        <>
          <span className="soft">{entry.objectKind}</span>{' '}
          <TextButton onClick={() => open(entry)}>
            {entry.objectKey === '-' ? t('audit.open') : entry.objectKey}
          </TextButton>
        </>
      ),
    },
    { key: 'purpose', title: t('audit.column.purpose'), render: ({ purpose }) => purpose },
    { key: 'ip', title: t('audit.column.ip'), render: ({ ip }) => <span className="figures">{ip}</span> },
    {
      key: 'seq',
      title: t('audit.column.seq'),
      align: 'right',
      hidden: true,
      render: ({ seq }) => <Num value={seq} />,
    },
    {
      key: 'hash',
      title: t('audit.column.hash'),
      hidden: true,
      render: ({ hash }) => <code title={hash}>{hash.slice(0, 12)}</code>,
    },
  ]
}

function Verdict({ verdict }: { readonly verdict: AuditVerdict }) {
  const { t } = useTranslation('settings')
  const locale = useFormatLocale()
  const { ok, entries, brokenAt } = verdict
  return ok ? (
    <Alert
      showIcon
      type="success"
      title={t('audit.verified', { count: entries, shown: formatNumber(entries, locale) })}
    />
  ) : (
    <Alert showIcon type="error" title={t('audit.broken', { seq: brokenAt ?? 0 })} />
  )
}

function EntryDrawer({ entry, onClose }: { readonly entry: Entry | null; readonly onClose: () => void }) {
  const { t } = useTranslation('settings')
  const show = (value: unknown) => <pre className="detail-json">{JSON.stringify(value ?? null, null, 2)}</pre>
  return (
    <Drawer
      open={entry !== null}
      size={560}
      onClose={onClose}
      title={t('audit.details', { seq: entry?.seq ?? 0 })}
    >
      {entry && (
        <>
          <p>
            <DateText value={entry.at} seconds /> {entry.actorName} <code>{entry.action}</code>{' '}
            {entry.objectKind} {entry.objectKey}
          </p>
          <h3>{t('audit.before')}</h3>
          {show(entry.before)}
          <h3>{t('audit.after')}</h3>
          {show(entry.after)}
          <p className="soft">{entry.hash}</p>
        </>
      )}
    </Drawer>
  )
}

/** The audit log, newest first, with a check of its whole chain. */
export function AuditPage() {
  const { t } = useTranslation('settings')
  const [opened, setOpened] = useState<Entry | null>(null)
  const list = useList({
    path: '/api/v1/audit',
    schema: auditListSchema,
    keys: ['action', 'objectKind', 'objectKey', 'actorId'],
    limit: 100,
  })
  const verify = useAction(() => post('/api/v1/audit/verify', {}, auditVerdictSchema), {
    refreshes: ['/api/v1/audit'],
  })
  return (
    <>
      <ListPage
        name="audit"
        title={t('audit.title')}
        purpose={t('audit.purpose')}
        actions={
          <Button loading={verify.isPending} onClick={() => verify.mutate(undefined)}>
            {t('audit.verify')}
          </Button>
        }
        list={list}
        columns={columnsFor(t, setOpened)}
        rowKey={({ seq }) => String(seq)}
        filters={(['action', 'objectKind', 'objectKey', 'actorId'] as const).map((key) => ({
          kind: 'text',
          key,
          label: t(`audit.filter.${key}`),
        }))}
        empty={{ title: t('audit.empty.title'), why: t('audit.empty.why') }}
      >
        {verify.data && <Verdict verdict={verify.data} />}
        {verify.error && <ErrorPanel error={verify.error} />}
      </ListPage>
      <EntryDrawer entry={opened} onClose={() => setOpened(null)} />
    </>
  )
}
