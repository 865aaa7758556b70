import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { evaluationListSchema } from '#review/contract'
import { useMay } from '../../api/session.js'
import { DateText } from '../../ui/figures/Num.js'
import { formatNumber, type FormatLocale } from '../../ui/format.js'
import { useSay } from '../../ui/language/use-say.js'
import type { TwoLanguages } from '../../ui/language/translated.js'
import type { ListColumn } from '../../ui/list/list-model.js'
import { ListPage } from '../../ui/list/ListPage.js'
import { narrowList } from '../../ui/list/narrow-list.js'
import { useList } from '../../ui/list/use-list.js'
import { keepScope } from '../../ui/place/scope.js'
import { useFormatLocale } from '../../ui/theme/Look.js'
import { EVALUATIONS, evaluationPath, NEW_EVALUATION } from './review-paths.js'
import { SampleRatio } from './SampleRatio.js'
import './review.css'

type Item = z.infer<typeof evaluationListSchema>['items'][number]

interface Reader {
  readonly t: TFunction<'review'>
  readonly say: (text: TwoLanguages) => string
  readonly locale: FormatLocale
}

function columnsFor({ t, say, locale }: Reader): readonly ListColumn<Item>[] {
  const arms = ({ latest }: Item) => latest?.arms.map(({ arm, n }) => t('arm', { arm, shown: formatNumber(n, locale) })).join(' · ')
  return [
    { key: 'name', title: t('column.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    {
      key: 'verdict',
      title: t('column.verdict'),
      render: ({ latest }) => <span className="verdict-cell">{latest ? say(latest.verdict) : <span className="soft">{t('notRun')}</span>}</span>,
    },
    { key: 'arms', title: t('column.arms'), render: (item) => <span className="figures">{arms(item)}</span> },
    { key: 'check', title: t('column.check'), render: ({ latest }) => latest && <SampleRatio check={latest.sampleRatio} /> },
    { key: 'asOf', title: t('column.asOf'), sort: ({ latest }) => latest?.asOf ?? null, render: ({ latest }) => <DateText value={latest?.asOf} /> },
    { key: 'computed', title: t('column.computed'), hidden: true, render: ({ latest }) => <DateText value={latest?.computedAt} /> },
  ]
}

/** Every evaluation with its newest verdict. */
export function EvaluationsPage() {
  const { t } = useTranslation('review')
  const say = useSay()
  const locale = useFormatLocale()
  const mayWrite = useMay('review.write')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const list = useList({ path: EVALUATIONS, schema: evaluationListSchema })
  const shown = narrowList(list, {
    typed: search.get('q'),
    textOf: ({ key, name, latest }) => `${key} ${name.zh} ${name.en ?? ''} ${latest?.verdict.zh ?? ''} ${latest?.verdict.en ?? ''}`,
  })
  const add = mayWrite && (
    <Button type="primary" onClick={() => void navigate(keepScope(NEW_EVALUATION, search))}>
      {t('add')}
    </Button>
  )
  return (
    <ListPage
      name="evaluations"
      title={t('title')}
      purpose={t('purpose')}
      actions={add}
      list={shown}
      columns={columnsFor({ t, say, locale })}
      rowKey={({ key }) => key}
      rowLink={({ key }) => evaluationPath(key)}
      filters={[{ kind: 'text', key: 'q', label: t('search') }]}
      empty={{ title: t('empty.title'), why: t('empty.why'), action: add }}
    />
  )
}
