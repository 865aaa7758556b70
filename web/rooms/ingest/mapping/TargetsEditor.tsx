import { Alert, Select, Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type BankTableName, bankTableNames, type InferredColumn } from '#ingest/contract'
import { useUrlState } from '../../../ui/place/scope.js'
import { useBankWords } from '../use-bank-words.js'
import { type MappingMistake, mistakesOfTarget } from './mapping-mistakes.js'
import { emptyTarget, type TargetForm, unknownFileColumns } from './target-form.js'
import { TargetEditor } from './TargetEditor.js'

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
  /** Before the choice of another table. */
  readonly before?: ReactNode
  readonly targets: readonly TargetForm[]
  readonly setTargets: (targets: readonly TargetForm[]) => void
  readonly columns: readonly InferredColumn[]
  readonly mistakes: readonly MappingMistake[]
}

/** The tables a file fills, and what its columns mean in each. */
export function TargetsEditor({ before, targets, setTargets, columns, mistakes }: Props) {
  const { t } = useTranslation('ingest')
  const words = useBankWords()
  const [search, changeUrl] = useUrlState()
  const tabs = useTabs(targets, mistakes)
  const at = Math.min(Number(search.get('target') ?? 0), targets.length - 1)
  const target = targets[at]
  const names = columns.map(({ name }) => name)
  const unknown = [...new Set(targets.flatMap((one) => unknownFileColumns(one, names)))]
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
        {before}
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
        <Alert type="warning" showIcon title={t('mapping.unknownColumns', { columns: unknown.join('、') })} />
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
          columns={columns}
          mistakes={mistakes}
          onChange={(next) => setTargets(targets.map((one, index) => (index === at ? next : one)))}
        />
      )}
    </div>
  )
}
