import { useTranslation } from 'react-i18next'
import { type QualityResult, qualityResultPageSchema, resultStatuses } from '#quality/contract'
import { useDefinitions } from '../../../api/definitions.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { rulePath, QUALITY } from '../quality-paths.js'
import { ResultTag } from '../ResultTag.js'
import { useRuleName } from '../use-rule-name.js'

/** Columns of results; the rule is named unless the page is about one. */
export function useResultColumns(withRule: boolean): readonly ListColumn<QualityResult>[] {
  const { t } = useTranslation('quality')
  const nameOf = useRuleName()
  return [
    ...(withRule ? [{ key: 'rule', title: t('result.rule'), always: true, render: ({ rule }: QualityResult) => <AppLink to={rulePath(rule)}>{nameOf(rule)}</AppLink> }] : []),
    { key: 'asOf', title: t('result.asOf'), render: ({ asOf }) => <DateText value={asOf} /> },
    { key: 'source', title: t('result.source'), render: ({ source }) => source ?? t('wholeBank') },
    { key: 'table', title: t('result.table'), render: ({ table, columns }) => <code>{[table, columns.join(', ')].filter(Boolean).join('.')}</code> },
    { key: 'status', title: t('result.status'), render: ({ status }) => <ResultTag status={status} /> },
    { key: 'value', title: t('result.value'), align: 'right', render: ({ value }) => <Num value={value} digits={4} /> },
    { key: 'threshold', title: t('result.threshold'), align: 'right', render: ({ threshold }) => <Num value={threshold} digits={4} /> },
    { key: 'checked', title: t('result.checked'), align: 'right', render: ({ checked }) => <Num value={checked} /> },
    { key: 'failed', title: t('result.failed'), align: 'right', render: ({ failed }) => <Num value={failed} /> },
    { key: 'at', title: t('result.at'), hidden: true, render: ({ at }) => <DateText value={at} /> },
  ]
}

/** Results of one day, newest day first. */
export function ResultsTab() {
  const { t } = useTranslation('quality')
  const say = useSay()
  const sources = useDefinitions('source').data?.items ?? []
  const list = useList({ path: `${QUALITY}/results`, schema: qualityResultPageSchema, keys: ['asOf', 'source', 'status', 'table'], limit: 50 })
  return (
    <ListPage
      name="quality-results"
      title={t('tab.results')}
      embedded
      list={list}
      columns={useResultColumns(true)}
      rowKey={({ rule, source, asOf, at }) => `${rule} ${source ?? ''} ${asOf} ${at}`}
      filters={[
        { kind: 'date', key: 'asOf', label: t('result.asOf') },
        { kind: 'choice', key: 'source', label: t('result.source'), choices: sources.map(({ key, name }) => ({ value: key, label: say(name) })) },
        { kind: 'choice', key: 'status', label: t('result.status'), choices: resultStatuses.map((value) => ({ value, label: t(`status.${value}`) })) },
      ]}
      empty={{ title: t('result.emptyTitle'), why: t('result.emptyWhy') }}
    />
  )
}
