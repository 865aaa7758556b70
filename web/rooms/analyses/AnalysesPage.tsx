import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { analysisListSchema, analysisTasks } from '#models/contract'
import { DateText, Num } from '../../ui/figures/Num.js'
import { StatusTag } from '../../ui/figures/StatusTag.js'
import { useSay } from '../../ui/language/use-say.js'
import type { ListColumn } from '../../ui/list/list-model.js'
import { ListPage } from '../../ui/list/ListPage.js'
import { narrowList } from '../../ui/list/narrow-list.js'
import { useList } from '../../ui/list/use-list.js'
import { useUrlState } from '../../ui/place/scope.js'
import { ANALYSES, analysisPath } from './analysis-paths.js'
import { RunAnalysis } from './RunAnalysis.js'

type Item = z.infer<typeof analysisListSchema>['items'][number]

function useColumns(): readonly ListColumn<Item>[] {
  const { t } = useTranslation('analyses')
  const say = useSay()
  return [
    { key: 'name', title: t('column.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'task', title: t('column.task'), render: ({ task }) => t(`task.${task}`) },
    { key: 'asOf', title: t('column.asOf'), sort: ({ newest }) => newest?.asOf ?? null, render: ({ newest }) => (newest === null ? <StatusTag tone="active">{t('notRun')}</StatusTag> : <DateText value={newest.asOf} />) },
    { key: 'customers', title: t('column.customers'), align: 'right', sort: ({ newest }) => newest?.customers ?? null, render: ({ newest }) => <Num value={newest?.customers} /> },
    { key: 'next', title: t('column.next'), render: ({ key, version, newest }) => <RunAnalysis of="analysis" name={key} isPublished={version !== null} hasRun={newest !== null} size="small" /> },
    { key: 'question', title: t('column.question'), render: ({ task }) => <span className="soft">{t(`question.${task}`)}</span> },
    { key: 'ranAt', title: t('column.ranAt'), render: ({ newest }) => <DateText value={newest?.ranAt} /> },
    { key: 'by', title: t('column.by'), hidden: true, render: ({ newest }) => newest?.by.name ?? '' },
    { key: 'key', title: t('column.key'), hidden: true, render: ({ key }) => <code>{key}</code> },
  ]
}

/** Every analysis: what it asks, when it was last worked out, for how many. */
export function AnalysesPage() {
  const { t } = useTranslation('analyses')
  const [search] = useUrlState()
  const columns = useColumns()
  const list = useList({ path: ANALYSES, schema: analysisListSchema })
  const task = search.get('task')
  const shown = narrowList(list, {
    typed: search.get('q'),
    textOf: ({ key, name }) => `${key} ${name.zh} ${name.en ?? ''}`,
    keep: (one) => task === null || one.task === task,
  })
  return (
    <ListPage
      name="analyses"
      title={t('title')}
      purpose={t('purpose')}
      list={shown}
      columns={columns}
      rowKey={({ key }) => key}
      rowLink={({ key }) => analysisPath(key)}
      filters={[
        { kind: 'text', key: 'q', label: t('search') },
        { kind: 'choice', key: 'task', label: t('filter.task'), choices: analysisTasks.map((value) => ({ value, label: t(`task.${value}`) })) },
      ]}
      empty={{ title: t('empty.title'), why: t('empty.why') }}
    />
  )
}
