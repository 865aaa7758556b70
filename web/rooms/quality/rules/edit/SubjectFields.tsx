import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BankTableName } from '#ingest/contract'
import { checkTakes } from '#quality/contract'
import { Field } from '../../../../ui/form/Field.js'
import type { DefinitionForm } from '../../../../ui/form/use-definition-form.js'
import { type RuleDraft } from './rule-draft.js'
import { useColumnChoices, useSourceChoices, useTableChoices } from './use-rule-choices.js'
import { WhereFields } from './WhereFields.js'

export type RuleForm = Pick<DefinitionForm<RuleDraft>, 'body' | 'set' | 'mistakes'>

/** What a rule is about: table, columns, one source, some rows. */
export function SubjectFields({ body, set, mistakes }: RuleForm) {
  const { t } = useTranslation('quality')
  const tables = useTableChoices()
  const sources = useSourceChoices()
  const { kind } = body.check
  const columns = useColumnChoices(body.table, kind)
  const most = checkTakes[kind].columns[1]
  const isReconciled = kind === 'reconciliation'
  return (
    <div className="form-grid">
      {!isReconciled && (
        <Field label={t('edit.table')} path="table" mistakes={mistakes} required={kind !== 'timeliness'}>
          {(id) => <Select id={id} showSearch={{ optionFilterProp: 'label' }} allowClear={kind === 'timeliness'} value={body.table ?? null} options={[...tables]} onChange={(table?: BankTableName) => set({ table, columns: [], where: undefined })} />}
        </Field>
      )}
      {most > 0 && (
        <Field label={t('edit.columns')} path="columns" mistakes={mistakes} hint={most > 1 ? t(kind === 'uniqueness' ? 'edit.columnsTogether' : 'edit.columnsEach') : undefined} required>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              mode="multiple"
              maxCount={most}
              value={[...(body.columns ?? [])]}
              options={columns.map(({ value, label }) => ({ value, label }))}
              onChange={(chosen: string[]) => set({ columns: chosen })}
            />
          )}
        </Field>
      )}
      {!isReconciled && (
        <Field label={t('edit.source')} path="source" mistakes={mistakes} hint={t('edit.sourceHint')} required={kind === 'timeliness' && body.table === undefined}>
          {(id) => <Select id={id} showSearch={{ optionFilterProp: 'label' }} allowClear placeholder={t('edit.anySource')} value={body.source ?? null} options={[...sources]} onChange={(source?: string) => set({ source })} />}
        </Field>
      )}
      {!isReconciled && body.table !== undefined && kind !== 'timeliness' && (
        <WhereFields label={t('edit.where')} hint={t('edit.whereHint')} path="where" mistakes={mistakes} table={body.table} value={body.where} onChange={(where) => set({ where })} />
      )}
    </div>
  )
}
