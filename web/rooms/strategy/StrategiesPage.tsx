import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { channels, strategyListSchema, type strategyItemSchema } from '#strategy/contract'
import { useMay } from '../../api/session.js'
import { DateText, Num } from '../../ui/figures/Num.js'
import { useSay } from '../../ui/language/use-say.js'
import type { TwoLanguages } from '../../ui/language/translated.js'
import type { ListColumn } from '../../ui/list/list-model.js'
import { ListPage } from '../../ui/list/ListPage.js'
import { narrowList } from '../../ui/list/narrow-list.js'
import { useList } from '../../ui/list/use-list.js'
import { AppLink } from '../../ui/place/AppLink.js'
import { keepScope, useUrlState } from '../../ui/place/scope.js'
import { ArmsText } from './ArmsText.js'
import { ListStatusTag } from './ListStatusTag.js'

export const STRATEGIES = '/api/v1/strategies'
type Item = z.infer<typeof strategyItemSchema>

interface Reader {
  readonly t: TFunction<'strategy'>
  readonly say: (text: TwoLanguages) => string
}

function columnsFor({ t, say }: Reader): readonly ListColumn<Item>[] {
  return [
    { key: 'name', title: t('column.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'goal', title: t('column.goal'), render: ({ goal }) => t(`goal.${goal}`) },
    {
      key: 'segment',
      title: t('column.segment'),
      width: 280,
      render: ({ segment }) => (
        <span title={say(segment.sentence)}>
          <AppLink to={`/customers/segments/${encodeURIComponent(segment.key)}`}>{segment.key}</AppLink>{' '}
          <span className="soft one-line">{say(segment.sentence)}</span>
        </span>
      ),
    },
    { key: 'channel', title: t('column.channel'), render: ({ channel }) => t(`channel.${channel}.name`) },
    { key: 'arms', title: t('column.arms'), render: ({ arms }) => <ArmsText arms={arms} /> },
    {
      key: 'list',
      title: t('column.lastList'),
      render: ({ lastList }) =>
        lastList === null ? (
          <span className="soft">{t('noList')}</span>
        ) : (
          <AppLink to={`/strategy/lists/${lastList.id}`}>
            <Num value={lastList.size} /> · <DateText value={lastList.asOf} />
          </AppLink>
        ),
    },
    { key: 'status', title: t('column.status'), sort: ({ status }) => status, render: ({ status }) => <ListStatusTag status={status} /> },
    {
      key: 'version',
      title: t('column.version'),
      render: ({ version, hasDraft }) => [...(version === null ? [] : [t('versionNo', { version })]), ...(hasDraft ? [t('draft')] : [])].join(' · '),
    },
    { key: 'updated', title: t('column.updated'), hidden: true, sort: ({ updatedAt }) => updatedAt, render: ({ updatedAt }) => <DateText value={updatedAt} /> },
  ]
}

/** Every strategy: what for, who, how, what is held back, and its newest list. */
export function StrategiesPage() {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const mayWrite = useMay('strategy.write')
  const navigate = useNavigate()
  const [scope] = useSearchParams()
  const [search] = useUrlState()
  const list = useList({ path: STRATEGIES, schema: strategyListSchema })
  const channel = search.get('channel')
  const shown = narrowList(list, {
    typed: search.get('q'),
    textOf: ({ key, name, segment }) => `${key} ${name.zh} ${name.en ?? ''} ${segment.key}`,
    keep: (row) => channel === null || row.channel === channel,
  })
  const add = mayWrite && (
    <Button type="primary" onClick={() => void navigate(keepScope('/strategy/new', scope))}>
      {t('add')}
    </Button>
  )
  return (
    <ListPage
      name="strategies"
      title={t('title')}
      purpose={t('purposeOfPage')}
      actions={add}
      list={shown}
      columns={columnsFor({ t, say })}
      rowKey={({ key }) => key}
      rowLink={({ key }) => `/strategy/strategies/${encodeURIComponent(key)}`}
      filters={[
        { kind: 'text', key: 'q', label: t('search') },
        { kind: 'choice', key: 'channel', label: t('column.channel'), choices: channels.map((value) => ({ value, label: t(`channel.${value}.name`) })) },
      ]}
      empty={{ title: t('empty.title'), why: t('empty.why'), action: add }}
    />
  )
}
