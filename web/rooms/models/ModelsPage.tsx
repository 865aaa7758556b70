import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { z } from 'zod'
import { modelListSchema } from '#models/contract'
import { StatusTag } from '../../ui/figures/StatusTag.js'
import { useSay } from '../../ui/language/use-say.js'
import type { TwoLanguages } from '../../ui/language/translated.js'
import type { ListColumn } from '../../ui/list/list-model.js'
import { ListPage } from '../../ui/list/ListPage.js'
import { narrowList } from '../../ui/list/narrow-list.js'
import { useList } from '../../ui/list/use-list.js'
import { useUrlState } from '../../ui/place/scope.js'

type Item = z.infer<typeof modelListSchema>['items'][number]
type Version = NonNullable<Item['newest']>
type Words = TFunction<'models'>

function figureOf(t: Words, version: Version | null): string {
  const headline = version?.headline
  if (!headline) return ''
  const rounded = (value: number | null) => (value === null ? '–' : value.toFixed(3))
  return t(headline.metric, { value: rounded(headline.value), low: rounded(headline.low), high: rounded(headline.high) })
}

function columnsFor(t: Words, say: (text: TwoLanguages) => string): readonly ListColumn<Item>[] {
  return [
    { key: 'name', title: t('column.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'task', title: t('column.task'), render: ({ task }) => t(`task.${task}`) },
    { key: 'horizon', title: t('column.horizon'), render: ({ horizonDays }) => t('days', { days: horizonDays }) },
    {
      key: 'champion',
      title: t('column.champion'),
      render: ({ champion }) => (champion ? <StatusTag tone="done">{t('version', { number: champion.number })}</StatusTag> : t('noChampion')),
    },
    {
      key: 'newest',
      title: t('column.newest'),
      render: ({ newest }) => (newest ? `${t('version', { number: newest.number })} · ${t(`status.${newest.status}`)}` : t('notTrained')),
    },
    { key: 'figure', title: t('column.figure'), render: ({ champion, newest }) => figureOf(t, champion ?? newest) },
    { key: 'scored', title: t('column.scored'), render: ({ scored }) => (scored ? t('scored', { asOf: scored.asOf, customers: scored.customers }) : '') },
    { key: 'work', title: t('column.work'), render: ({ key }) => <Link to={`/jobs?subject=${encodeURIComponent(key)}`}>{t('jobs')}</Link> },
    { key: 'key', title: t('column.key'), hidden: true, render: ({ key }) => <code>{key}</code> },
  ]
}

/** Every model with its live version, how it stood the test, and its last scores. */
export function ModelsPage() {
  const { t } = useTranslation('models')
  const say = useSay()
  const [search] = useUrlState()
  const list = useList({ path: '/api/v1/models', schema: modelListSchema })
  const shown = narrowList(list, { typed: search.get('q'), textOf: ({ key, name }) => `${key} ${name.zh} ${name.en ?? ''}` })
  return (
    <ListPage
      name="models"
      title={t('title')}
      purpose={t('purpose')}
      list={shown}
      columns={columnsFor(t, say)}
      rowKey={({ key }) => key}
      filters={[{ kind: 'text', key: 'q', label: t('search') }]}
      empty={{ title: t('empty.title'), why: t('empty.why') }}
    />
  )
}
