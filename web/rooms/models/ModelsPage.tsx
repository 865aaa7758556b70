import type { TFunction } from 'i18next'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { modelListSchema } from '#models/contract'
import { useMay } from '../../api/session.js'
import { StatusTag } from '../../ui/figures/StatusTag.js'
import { type FormatLocale, formatNumber } from '../../ui/format.js'
import { useSay } from '../../ui/language/use-say.js'
import type { TwoLanguages } from '../../ui/language/translated.js'
import type { ListColumn } from '../../ui/list/list-model.js'
import { ListPage } from '../../ui/list/ListPage.js'
import { narrowList } from '../../ui/list/narrow-list.js'
import { useList } from '../../ui/list/use-list.js'
import { AppLink } from '../../ui/place/AppLink.js'
import { keepScope, useUrlState } from '../../ui/place/scope.js'
import { useFormatLocale } from '../../ui/theme/Look.js'
import { type ModelItem, modelStates, stateOf, stateTones, toneOf, type Version } from './model-state.js'
import { modelPath, MODELS } from './models-paths.js'
import { ScoreButton, TrainButton } from './TrainButton.js'

interface Reader {
  readonly t: TFunction<'models'>
  readonly say: (text: TwoLanguages) => string
  readonly locale: FormatLocale
}

/** What a version is known by, with its interval. */
function figureOf({ t, locale }: Reader, version: Version | null): string {
  const headline = version?.headline
  if (!headline) return ''
  const write = (value: number | null) => (value === null ? '–' : formatNumber(value, locale, 3))
  return t(headline.metric as 'auc', { value: write(headline.value), low: write(headline.low), high: write(headline.high), defaultValue: `${headline.metric} {{value}}` })
}

/** The one thing that brings a model further. */
function Next({ model }: { readonly model: ModelItem }) {
  const { t } = useTranslation('models')
  const state = stateOf(model)
  const to = modelPath(model.key)
  if (state === 'untrained') return <TrainButton model={model.key} isPublished size="small" />
  if (state === 'unscored' || state === 'live') return <ScoreButton model={model.key} isReady isShort size="small" />
  return <AppLink to={state === 'draft' ? `${to}/edit` : `${to}?tab=versions`}>{t(`state.${state}`)}</AppLink>
}

function columnsFor(reader: Reader): readonly ListColumn<ModelItem>[] {
  const { t, say, locale } = reader
  return [
    { key: 'name', title: t('column.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'task', title: t('column.task'), render: ({ task }) => t(`task.${task}`, { defaultValue: task }) },
    {
      key: 'champion',
      title: t('column.champion'),
      render: (model) => <StatusTag tone={stateTones[stateOf(model)]}>{model.champion ? t('version', { number: model.champion.number }) : t(`state.${stateOf(model)}`)}</StatusTag>,
    },
    { key: 'next', title: t('column.next'), render: (model) => <Next model={model} /> },
    { key: 'figure', title: t('column.figure'), sort: ({ champion, newest }) => (champion ?? newest)?.headline?.value ?? null, render: ({ champion, newest }) => <span className="figures">{figureOf(reader, champion ?? newest)}</span> },
    {
      key: 'newest',
      title: t('column.newest'),
      render: ({ newest }) =>
        newest ? (
          <>
            {t('version', { number: newest.number })} <StatusTag tone={toneOf[newest.status]}>{t(`status.${newest.status}`)}</StatusTag>
          </>
        ) : (
          <span className="soft">{t('notTrained')}</span>
        ),
    },
    { key: 'scored', title: t('column.scored'), sort: ({ scored }) => scored?.asOf ?? null, render: ({ scored }) => (scored ? t('scored', { asOf: scored.asOf, customers: formatNumber(scored.customers, locale) }) : <span className="soft">–</span>) },
    { key: 'horizon', title: t('column.horizon'), align: 'right', render: ({ horizonDays }) => t('days', { days: horizonDays }) },
    { key: 'work', title: t('column.work'), hidden: true, render: ({ key }) => <AppLink to={`/settings/jobs?subject=${encodeURIComponent(key)}`}>{t('jobs')}</AppLink> },
    { key: 'key', title: t('column.key'), hidden: true, render: ({ key }) => <code>{key}</code> },
  ]
}

/** Every model with its live version, how it stood the test, its last scores, and its next step. */
export function ModelsPage() {
  const { t } = useTranslation('models')
  const reader: Reader = { t, say: useSay(), locale: useFormatLocale() }
  const navigate = useNavigate()
  const [address] = useSearchParams()
  const [search] = useUrlState()
  const mayMake = useMay('model.manage')
  const list = useList({ path: MODELS, schema: modelListSchema })
  const [task, state] = [search.get('task'), search.get('state')]
  const shown = narrowList(list, {
    typed: search.get('q'),
    textOf: ({ key, name }) => `${key} ${name.zh} ${name.en ?? ''}`,
    keep: (model) => (task === null || model.task === task) && (state === null || stateOf(model) === state),
  })
  const tasks = [...new Set(list.rows.map((model) => model.task))]
  const make = (
    <Button type="primary" onClick={() => void navigate(keepScope('/models/new', address))}>
      {t('action.make')}
    </Button>
  )
  return (
    <ListPage
      name="models"
      title={t('title')}
      purpose={t('purpose')}
      actions={mayMake ? make : undefined}
      list={shown}
      columns={columnsFor(reader)}
      rowKey={({ key }) => key}
      rowLink={({ key }) => modelPath(key)}
      filters={[
        { kind: 'text', key: 'q', label: t('search') },
        { kind: 'choice', key: 'task', label: t('filter.task'), choices: tasks.map((value) => ({ value, label: t(`task.${value}`, { defaultValue: value }) })) },
        { kind: 'choice', key: 'state', label: t('filter.state'), choices: modelStates.map((value) => ({ value, label: t(`state.${value}`) })) },
      ]}
      empty={{ title: t('empty.title'), why: t('empty.why'), ...(mayMake ? { action: make } : {}) }}
    />
  )
}
