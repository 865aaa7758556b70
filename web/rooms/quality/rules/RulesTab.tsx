import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { type QualityRuleView, ruleListSchema } from '#quality/contract'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useList } from '../../../ui/list/use-list.js'
import { QUALITY, rulePath } from '../quality-paths.js'
import { ResultTag } from '../ResultTag.js'

const KINDS = ['completeness', 'validity', 'range', 'referential', 'uniqueness', 'timeliness', 'volume', 'drift', 'unit-change', 'reconciliation'] as const

/** Built-in rules made from the bank model, and the bank's own. */
export function RulesTab() {
  const { t } = useTranslation('quality')
  const say = useSay()
  const [search] = useSearchParams()
  const list = useList({ path: `${QUALITY}/rules`, schema: ruleListSchema, keys: ['kind'] })
  const shown = narrowList(list, { typed: search.get('q'), textOf: ({ key, name, sentence }) => `${key} ${name.zh} ${name.en ?? ''} ${sentence.zh} ${sentence.en}` })
  const columns: readonly ListColumn<QualityRuleView>[] = [
    { key: 'name', title: t('rule.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'sentence', title: t('rule.sentence'), render: ({ sentence }) => <span className="rule-sentence">{say(sentence)}</span> },
    { key: 'table', title: t('rule.table'), sort: ({ body }) => body.table ?? '', render: ({ body }) => <code>{body.table}</code> },
    { key: 'kind', title: t('rule.kind'), sort: ({ body }) => body.check.kind, render: ({ body }) => t(`kind.${body.check.kind}`) },
    { key: 'severity', title: t('rule.severity'), sort: ({ body }) => body.severity, render: ({ body }) => t(`severity.${body.severity}`) },
    { key: 'status', title: t('rule.status'), sort: ({ status }) => status, render: ({ status, off }) => (off ? <StatusTag tone="quiet">{t('rule.off')}</StatusTag> : <ResultTag status={status} />) },
    { key: 'checked', title: t('rule.checked'), render: ({ checkedAsOf }) => <DateText value={checkedAsOf} /> },
    { key: 'origin', title: t('rule.origin'), hidden: true, render: ({ builtIn }) => (builtIn ? t('rule.builtIn') : t('rule.own')) },
  ]
  return (
    <ListPage
      name="quality-rules"
      title={t('tab.rules')}
      embedded
      list={shown}
      columns={columns}
      rowKey={({ key }) => key}
      rowLink={({ key }) => rulePath(key)}
      filters={[
        { kind: 'text', key: 'q', label: t('rule.search') },
        { kind: 'choice', key: 'kind', label: t('rule.kind'), choices: KINDS.map((value) => ({ value, label: t(`kind.${value}`) })) },
      ]}
      empty={{ title: t('rule.emptyTitle'), why: t('rule.emptyWhy') }}
    />
  )
}
