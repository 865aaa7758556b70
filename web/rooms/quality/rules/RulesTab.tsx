import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { type QualityRuleView, resultStatuses, ruleListSchema } from '#quality/contract'
import { type DefinitionView, useDefinitions } from '../../../api/definitions.js'
import { useMay } from '../../../api/session.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { type List, useList } from '../../../ui/list/use-list.js'
import { keepScope } from '../../../ui/place/scope.js'
import { NEW_RULE, QUALITY, ruleEditPath, rulePath } from '../quality-paths.js'
import { ResultTag } from '../ResultTag.js'
import { checkKinds, draftOf, type RuleDraft } from './edit/rule-draft.js'

/** A rule in force, or one that was never published. */
interface Row extends Pick<QualityRuleView, 'key' | 'name' | 'builtIn' | 'off' | 'status' | 'checkedAsOf'> {
  readonly body: RuleDraft
  readonly sentence: QualityRuleView['sentence'] | null
  readonly isDraft: boolean
}

const draftRow = ({ key, name, body }: DefinitionView): Row => ({ key, name, body: draftOf(body), sentence: null, builtIn: false, off: false, status: null, checkedAsOf: null, isDraft: true })
const linkOf = ({ key, isDraft }: Row): string => (isDraft ? ruleEditPath(key) : rulePath(key))
const severities = ['warn', 'block'] as const

/** Rules in force with drafts nobody published, before them; the server filters by kind, what is left is filtered here. */
function useRules(): { readonly list: List<Row>; readonly tables: readonly string[] } {
  const [search] = useSearchParams()
  const list = useList({ path: `${QUALITY}/rules`, schema: ruleListSchema, keys: ['kind'] })
  const drafts = (useDefinitions('quality-rule').data?.items ?? []).filter(({ version, archived }) => version === null && !archived).map(draftRow)
  const kind = search.get('kind')
  const rows: readonly Row[] = [...drafts.filter(({ body }) => kind === null || body.check.kind === kind), ...list.rows.map((rule) => ({ ...rule, isDraft: false }))]
  const wanted = { table: search.get('table'), severity: search.get('severity'), status: search.get('status'), origin: search.get('origin') }
  const narrowed = narrowList(
    { ...list, rows },
    {
      typed: search.get('q'),
      textOf: ({ key, name, sentence, body }) => `${key} ${name.zh} ${name.en ?? ''} ${sentence?.zh ?? ''} ${sentence?.en ?? ''} ${body.table ?? ''} ${body.columns?.join(' ') ?? ''} ${body.owner ?? ''}`,
      keep: ({ body, status, builtIn }) =>
        (wanted.table === null || body.table === wanted.table) &&
        (wanted.severity === null || (body.severity ?? 'warn') === wanted.severity) &&
        (wanted.status === null || status === wanted.status) &&
        (wanted.origin === null || (wanted.origin === 'built-in') === builtIn),
    },
  )
  return { list: narrowed, tables: [...new Set(rows.flatMap(({ body }) => body.table ?? []))].sort() }
}

/** Built-in rules made from the bank model, and the bank's own. */
export function RulesTab() {
  const { t } = useTranslation('quality')
  const say = useSay()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const mayWrite = useMay('data.load')
  const { list, tables } = useRules()
  const columns: readonly ListColumn<Row>[] = [
    { key: 'name', title: t('rule.name'), always: true, sort: ({ name }) => say(name), render: (row) => <RuleName row={row} /> },
    { key: 'table', title: t('rule.table'), sort: ({ body }) => body.table ?? '', render: ({ body }) => <code>{body.table}</code> },
    { key: 'kind', title: t('rule.kind'), sort: ({ body }) => body.check.kind, render: ({ body }) => t(`kind.${body.check.kind}`) },
    { key: 'severity', title: t('rule.severity'), sort: ({ body }) => body.severity ?? 'warn', render: ({ body }) => t(`severity.${body.severity ?? 'warn'}`) },
    { key: 'status', title: t('rule.status'), sort: ({ status }) => status, render: (row) => <RuleState row={row} /> },
    { key: 'checked', title: t('rule.checked'), render: ({ checkedAsOf }) => <DateText value={checkedAsOf} /> },
    { key: 'origin', title: t('rule.origin'), render: ({ builtIn }) => (builtIn ? t('rule.builtIn') : t('rule.own')) },
  ]
  return (
    <ListPage
      name="quality-rules"
      title={t('tab.rules')}
      embedded
      list={list}
      columns={columns}
      rowKey={({ key }) => key}
      rowLink={linkOf}
      filters={[
        { kind: 'text', key: 'q', label: t('rule.search') },
        { kind: 'choice', key: 'kind', label: t('rule.kind'), choices: checkKinds.map((value) => ({ value, label: t(`kind.${value}`) })) },
        { kind: 'choice', key: 'table', label: t('rule.table'), choices: tables.map((value) => ({ value, label: value })) },
        { kind: 'choice', key: 'severity', label: t('rule.severity'), choices: severities.map((value) => ({ value, label: t(`severity.${value}`) })) },
        { kind: 'choice', key: 'status', label: t('rule.status'), choices: resultStatuses.map((value) => ({ value, label: t(`status.${value}`) })) },
        { kind: 'choice', key: 'origin', label: t('rule.origin'), choices: [{ value: 'own', label: t('rule.own') }, { value: 'built-in', label: t('rule.builtIn') }] },
      ]}
      actions={
        mayWrite && (
          <Button type="primary" onClick={() => void navigate(keepScope(NEW_RULE, search))}>
            {t('edit.new')}
          </Button>
        )
      }
      empty={{ title: t('rule.emptyTitle'), why: t('rule.emptyWhy') }}
    />
  )
}

/** A rule's name, and what it checks where the name does not say it. */
function RuleName({ row: { name, sentence } }: { readonly row: Row }) {
  const say = useSay()
  const [called, said] = [say(name), sentence === null ? '' : say(sentence)]
  return (
    <>
      {called}
      {said !== '' && said !== called && <span className="rule-sentence">{said}</span>}
    </>
  )
}

function RuleState({ row: { isDraft, off, status } }: { readonly row: Row }) {
  const { t } = useTranslation('quality')
  if (isDraft) return <StatusTag tone="attention">{t('edit.draft')}</StatusTag>
  return off ? <StatusTag tone="quiet">{t('rule.off')}</StatusTag> : <ResultTag status={status} />
}
