import { Alert, Select, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { type BankTableName, bankTableNames, type Preview } from '#ingest/contract'
import { useDefinitions } from '../../../api/definitions.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { type MappingMistake, mistakesOfTarget } from '../mapping/mapping-mistakes.js'
import { emptyTarget, type TargetForm, unknownFileColumns } from '../mapping/target-form.js'
import { TargetEditor } from '../mapping/TargetEditor.js'
import { useBankWords } from '../use-bank-words.js'
import { type ImportDraft, withSource, withSuggestion } from './import-draft.js'
import type { ChangeDraft } from './use-import-draft.js'

const NEW = ''

/** Which mapping to start from: a suggestion for this file, or a source that exists. */
function SourceChoice({ draft, change, preview }: Omit<Props, 'mistakes'>) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const sources = useDefinitions('source').data?.items ?? []
  const choose = (key: string) => {
    const found = sources.find((source) => source.key === key)
    change((now) =>
      found === undefined ? withSuggestion(now, preview) : (withSource(now, found) ?? now),
    )
  }
  return (
    <label className="ingest-control">
      <span className="soft">{t('mapping.startFrom')}</span>
      <Select
        className="ingest-destination"
        showSearch={{ optionFilterProp: 'label' }}
        value={draft.source?.key ?? NEW}
        onChange={choose}
        options={[
          { value: NEW, label: t('mapping.newSource') },
          ...sources.map(({ key, name }) => ({ value: key, label: `${say(name)} ${key}` })),
        ]}
      />
    </label>
  )
}

function useTabs(targets: readonly TargetForm[], mistakes: readonly MappingMistake[]) {
  const words = useBankWords()
  return targets.map((target, at) => {
    const isWrong = mistakesOfTarget(mistakes, at).length > 0
    const second = targets.slice(0, at).filter(({ table }) => table === target.table).length
    const name = `${words.table(target.table)}${second > 0 ? ` ${second + 1}` : ''}`
    return { key: String(at), label: isWrong ? `${name} ▲` : name }
  })
}

interface Props {
  readonly draft: ImportDraft
  readonly change: ChangeDraft
  readonly preview: Preview
  readonly mistakes: readonly MappingMistake[]
}

/** Step 3: what every column of the file means. */
export function MappingStep({ draft, change, preview, mistakes }: Props) {
  const { t } = useTranslation('ingest')
  const words = useBankWords()
  const [search, changeUrl] = useUrlState()
  const targets = draft.targets ?? []
  const tabs = useTabs(targets, mistakes)
  const at = Math.min(Number(search.get('target') ?? 0), targets.length - 1)
  const target = targets[at]
  const names = preview.columns.map(({ name }) => name)
  const unknown = [...new Set(targets.flatMap((one) => unknownFileColumns(one, names)))]
  const setTargets = (next: readonly TargetForm[]) => change((now) => ({ ...now, targets: next }))
  const open = (index: number) => changeUrl({ target: index === 0 ? null : String(index) }, { replace: true })
  const add = (table: BankTableName) => {
    setTargets([...targets, emptyTarget(table)])
    open(targets.length)
  }
  const remove = (index: number) => {
    setTargets(targets.filter((_, known) => known !== index))
    open(0)
  }
  return (
    <div className="ingest-stack">
      <div className="ingest-controls">
        <SourceChoice draft={draft} change={change} preview={preview} />
        <label className="ingest-control">
          <span className="soft">{t('mapping.addTarget')}</span>
          <Select<BankTableName | null>
            className="ingest-destination"
            placeholder={t('mapping.addTargetHint')}
            value={null}
            onChange={(table) => table !== null && add(table)}
            options={bankTableNames.map((table) => ({ value: table, label: words.table(table) }))}
          />
        </label>
      </div>
      {unknown.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('mapping.unknownColumns', { columns: unknown.join('、') })}
        />
      )}
      <Tabs
        type="editable-card"
        hideAdd
        activeKey={String(at)}
        onChange={(key) => open(Number(key))}
        onEdit={(key) => typeof key === 'string' && remove(Number(key))}
        items={tabs.map((tab) => ({ ...tab, closable: targets.length > 1 }))}
      />
      {target && (
        <TargetEditor
          key={at}
          target={target}
          at={at}
          columns={preview.columns}
          mistakes={mistakes}
          onChange={(next) => setTargets(targets.map((one, index) => (index === at ? next : one)))}
        />
      )}
    </div>
  )
}
