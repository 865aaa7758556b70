import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { alertPageSchema, alertSchema, alertStates, type QualityAlert } from '#quality/contract'
import { post } from '../../../api/client.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag, type StatusTone } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { alertPath, QUALITY } from '../quality-paths.js'

const tones: Readonly<Record<QualityAlert['state'], StatusTone>> = { open: 'attention', acknowledged: 'active', closed: 'quiet' }
const ALERTS = `${QUALITY}/alerts`

/** Rules that failed, who was told, who took them in hand. */
export function AlertsTab() {
  const { t } = useTranslation('quality')
  const say = useSay()
  const mayWrite = useMay('data.load')
  const list = useList({ path: ALERTS, schema: alertPageSchema, keys: ['state'], limit: 50 })
  return (
    <ListPage
      name="quality-alerts"
      title={t('tab.alerts')}
      embedded
      list={list}
      columns={[
        { key: 'rule', title: t('alert.rule'), always: true, render: ({ rule, ruleName }) => <AppLink to={alertPath(rule)}>{say(ruleName)}</AppLink> },
        { key: 'state', title: t('alert.state'), render: ({ state }) => <StatusTag tone={tones[state]}>{t(`alert.states.${state}`)}</StatusTag> },
        { key: 'severity', title: t('alert.severity'), render: ({ severity }) => t(`severity.${severity}`) },
        { key: 'source', title: t('alert.source'), render: ({ source, table }) => `${source ?? t('wholeBank')}${table === null ? '' : ` · ${table}`}` },
        { key: 'first', title: t('alert.first'), render: ({ firstAsOf }) => <DateText value={firstAsOf} /> },
        { key: 'last', title: t('alert.last'), render: ({ lastAsOf }) => <DateText value={lastAsOf} /> },
        { key: 'times', title: t('alert.times'), align: 'right', render: ({ times }) => <Num value={times} /> },
        { key: 'told', title: t('alert.told'), render: (alert) => <Told alert={alert} /> },
        { key: 'note', title: t('alert.note'), render: ({ note }) => note ?? '' },
        ...(mayWrite ? [{ key: 'actions', title: t('alert.actions'), render: (alert: QualityAlert) => <Actions alert={alert} /> }] : []),
      ]}
      rowKey={({ id }) => id}
      filters={[{ kind: 'choice', key: 'state', label: t('alert.state'), choices: alertStates.map((value) => ({ value, label: t(`alert.states.${value}`) })) }]}
      empty={{ title: t('alert.emptyTitle'), why: t('alert.emptyWhy') }}
    />
  )
}

function Told({ alert }: { readonly alert: QualityAlert }) {
  const { t } = useTranslation('quality')
  if (alert.told.length === 0) return <span className="tone-warm">{t('alert.nobody')}</span>
  return (
    <ul className="told">
      {alert.told.map((one) => (
        <li key={`${one.id} ${one.way}`}>
          {one.name} <span className="soft">{one.way === 'email' ? t('alert.byEmail') : t('alert.byList')}</span> {!one.delivered && <span className="tone-warm">{t('alert.notDelivered')}</span>} <DateText value={one.at} />
        </li>
      ))}
    </ul>
  )
}

function Actions({ alert }: { readonly alert: QualityAlert }) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const refresh = useRefresh()
  const [note, setNote] = useState('')
  const act = (verb: 'acknowledge' | 'close') => post(`${ALERTS}/${encodeURIComponent(alert.id)}/${verb}`, note === '' ? {} : { note }, alertSchema)
  const take = useAction(() => act('acknowledge'), { refreshes: [ALERTS] })
  if (alert.state === 'closed') return null
  return (
    <span className="row-actions">
      {alert.state === 'open' && (
        <Button size="small" loading={take.isPending} onClick={() => take.mutate(undefined)}>
          {t('alert.acknowledge')}
        </Button>
      )}
      <ConfirmButton
        size="small"
        label={t('alert.close')}
        title={t('alert.closeTitle', { rule: say(alert.ruleName) })}
        onConfirm={async () => {
          await act('close')
          await refresh(ALERTS)
        }}
      >
        <p>{t('alert.closeWhy')}</p>
        <Input value={note} onChange={(event) => setNote(event.target.value)} placeholder={t('alert.note')} aria-label={t('alert.note')} />
      </ConfirmButton>
    </span>
  )
}
