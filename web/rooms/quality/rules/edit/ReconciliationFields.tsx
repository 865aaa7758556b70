import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BankTableName } from '#ingest/contract'
import type { ReconciliationSide } from '#quality/contract'
import { Field, NumberField } from '../../../../ui/form/Field.js'
import type { DefinitionMistake } from '../../../../api/definitions.js'
import type { CheckProps } from './CheckFields.js'
import { useColumnChoices, useTableChoices } from './use-rule-choices.js'
import { WhereFields } from './WhereFields.js'

/** Two sums that must agree. */
export function ReconciliationFields({ check, set, mistakes }: CheckProps<'reconciliation'>) {
  const { t } = useTranslation('quality')
  return (
    <>
      <div className="rule-sides">
        {(['left', 'right'] as const).map((of) => (
          <section key={of}>
            <h3>{t(`edit.${of}`)}</h3>
            {check[of] !== undefined && <SideFields of={of} side={check[of]} onChange={(side) => set({ [of]: side })} mistakes={mistakes} />}
          </section>
        ))}
      </div>
      <div className="form-grid">
        <NumberField label={t('edit.overDays')} path="check.days" mistakes={mistakes} min={1} max={400} unit={t('edit.days')} value={check.days} onChange={(days) => set({ days })} />
        <NumberField label={t('edit.difference')} hint={t('edit.differenceHint')} path="check.tolerance" mistakes={mistakes} percent min={0} max={1} step={0.001} value={check.tolerance} onChange={(tolerance) => set({ tolerance })} />
      </div>
    </>
  )
}

interface SideProps {
  readonly of: 'left' | 'right'
  readonly side: ReconciliationSide
  readonly onChange: (side: ReconciliationSide) => void
  readonly mistakes: readonly DefinitionMistake[]
}

function SideFields({ of, side, onChange, mistakes }: SideProps) {
  const { t } = useTranslation('quality')
  const tables = useTableChoices()
  const columns = useColumnChoices(side.table, 'range')
  const path = `check.${of}`
  const filter = (name: 'minus' | 'where') => (
    <WhereFields
      label={t(`edit.side.${name}`)}
      path={`${path}.${name}`}
      mistakes={mistakes}
      table={side.table}
      value={side[name]}
      onChange={(value) => onChange(withFilter(side, name, value))}
    />
  )
  return (
    <div className="form-grid">
      <Field label={t('edit.table')} path={`${path}.table`} mistakes={mistakes} required>
        {(id) => <Select id={id} showSearch={{ optionFilterProp: 'label' }} value={side.table} options={[...tables]} onChange={(table: BankTableName) => onChange({ table, column: '', measure: side.measure })} />}
      </Field>
      <Field label={t('edit.column')} path={`${path}.column`} mistakes={mistakes} required>
        {(id) => <Select id={id} showSearch={{ optionFilterProp: 'label' }} value={side.column === '' ? null : side.column} options={columns.map(({ value, label }) => ({ value, label }))} onChange={(column: string) => onChange({ ...side, column })} />}
      </Field>
      <Field label={t('edit.measure')} path={`${path}.measure`} mistakes={mistakes}>
        {(id) => <Select id={id} value={side.measure} options={(['sum', 'change'] as const).map((value) => ({ value, label: t(`edit.measures.${value}`) }))} onChange={(measure: ReconciliationSide['measure']) => onChange({ ...side, measure })} />}
      </Field>
      {filter('minus')}
      {filter('where')}
    </div>
  )
}

function withFilter({ minus, where, ...rest }: ReconciliationSide, name: 'minus' | 'where', value: ReconciliationSide['where']): ReconciliationSide {
  const filters = { minus, where, [name]: value }
  return { ...rest, ...(filters.minus === undefined ? {} : { minus: filters.minus }), ...(filters.where === undefined ? {} : { where: filters.where }) }
}
