import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BankTableName } from '#ingest/contract'
import { type CheckKind, readsColumn, type ValidityTest } from '#quality/contract'
import { defined } from '../../../../ui/form/defined.js'
import { Field, NumberField, TextField } from '../../../../ui/form/Field.js'
import type { DefinitionMistake } from '../../../../api/definitions.js'
import { ReconciliationFields } from './ReconciliationFields.js'
import type { CheckDraftOf } from './rule-draft.js'
import type { RuleForm } from './SubjectFields.js'
import { TimelinessFields } from './TimelinessFields.js'
import { useColumnChoices, useTableChoices } from './use-rule-choices.js'
import { DriftFields, UnitFields, VolumeFields } from './WindowFields.js'

export interface CheckProps<Kind extends CheckKind> {
  readonly check: CheckDraftOf<Kind>
  readonly set: (part: object) => void
  readonly mistakes: readonly DefinitionMistake[]
}

/** What is asked of the data, by the rule's kind. */
export function CheckFields({ body, set, mistakes }: RuleForm) {
  const { check } = body
  const setPart = (part: object) => set({ check: defined<typeof check>({ ...check, ...part }) })
  const shared = { set: setPart, mistakes }
  switch (check.kind) {
    case 'completeness':
    case 'uniqueness':
      return (
        <div className="form-grid">
          <ShareField {...shared} check={check} />
        </div>
      )
    case 'validity':
      return <ValidityFields {...shared} check={check} body={body} />
    case 'range':
      return <RangeFields {...shared} check={check} body={body} />
    case 'referential':
      return <ReferenceFields {...shared} check={check} />
    case 'timeliness':
      return <TimelinessFields {...shared} check={check} hasTable={body.table !== undefined} />
    case 'volume':
      return <VolumeFields {...shared} check={check} />
    case 'drift':
      return <DriftFields {...shared} check={check} />
    case 'unit-change':
      return <UnitFields {...shared} check={check} />
    case 'reconciliation':
      return <ReconciliationFields {...shared} check={check} />
  }
}

function ShareField({ check, set, mistakes }: CheckProps<'completeness' | 'validity' | 'range' | 'referential' | 'uniqueness'>) {
  const { t } = useTranslation('quality')
  return <NumberField label={t('edit.minShare')} hint={t(check.kind === 'completeness' ? 'edit.minShareAll' : 'edit.minShareFilled')} path="check.minShare" mistakes={mistakes} percent min={0.0001} max={1} step={0.01} value={check.minShare} onChange={(minShare) => set({ minShare })} />
}

const tests = ['values', 'pattern', 'date', 'json', 'id-checksum', 'mobile', 'email'] as const satisfies readonly ValidityTest[]

function ValidityFields({ check, set, mistakes, body }: CheckProps<'validity'> & { readonly body: RuleForm['body'] }) {
  const { t } = useTranslation('quality')
  const columns = useColumnChoices(body.table, 'validity')
  const column = columns.find(({ name }) => name === body.columns?.[0])?.column
  const fitting = column === undefined ? tests : tests.filter((test) => readsColumn(test, column))
  const test = check.test ?? 'values'
  const shownTests = fitting.includes(test) ? fitting : [test, ...fitting]
  const day = (name: 'from' | 'to') => (
    <Field label={t(`edit.${name}`)} path={`check.${name}`} mistakes={mistakes}>
      {(id) => <Input id={id} type="date" value={check[name] ?? ''} onChange={({ target }) => set({ [name]: target.value === '' ? undefined : target.value })} />}
    </Field>
  )
  return (
    <div className="form-grid">
      <Field label={t('edit.test')} path="check.test" mistakes={mistakes}>
        {(id) => <Select id={id} value={test} options={shownTests.map((value) => ({ value, label: t(`edit.tests.${value}`) }))} onChange={(value: ValidityTest) => set({ test: value, values: undefined, pattern: undefined, from: undefined, to: undefined })} />}
      </Field>
      {test === 'pattern' && <TextField label={t('edit.pattern')} hint={t('edit.patternHint')} path="check.pattern" mistakes={mistakes} required most={500} value={check.pattern} onChange={(pattern) => set({ pattern })} />}
      {test === 'values' && (
        <Field label={t('edit.values')} hint={t('edit.valuesHint')} path="check.values" mistakes={mistakes} required wide>
          {(id) => <Select id={id} mode="tags" tokenSeparators={[',', '，', '\n', ';']} value={[...(check.values ?? [])]} options={Object.keys(column?.values ?? {}).map((value) => ({ value, label: value }))} onChange={(values: string[]) => set({ values: values.length === 0 ? undefined : values })} />}
        </Field>
      )}
      {test === 'date' && day('from')}
      {test === 'date' && day('to')}
      <ShareField check={check} set={set} mistakes={mistakes} />
    </div>
  )
}

function RangeFields({ check, set, mistakes, body }: CheckProps<'range'> & { readonly body: RuleForm['body'] }) {
  const { t } = useTranslation('quality')
  const columns = useColumnChoices(body.table, 'range')
  const isMoney = columns.find(({ name }) => name === body.columns?.[0])?.column.type === 'money'
  const whole = mistakes.filter(({ path }) => path === 'check').map((mistake) => ({ ...mistake, path: 'check.min' }))
  return (
    <div className="form-grid">
      <NumberField label={t('edit.min')} hint={isMoney ? t('edit.minorUnits') : undefined} path="check.min" mistakes={[...mistakes, ...whole]} value={check.min} onChange={(min) => set({ min })} />
      <NumberField label={t('edit.max')} hint={isMoney ? t('edit.minorUnits') : undefined} path="check.max" mistakes={mistakes} value={check.max} onChange={(max) => set({ max })} />
      <ShareField check={check} set={set} mistakes={mistakes} />
    </div>
  )
}

function ReferenceFields({ check, set, mistakes }: CheckProps<'referential'>) {
  const { t } = useTranslation('quality')
  const tables = useTableChoices()
  const columns = useColumnChoices(check.to?.table, 'referential')
  return (
    <div className="form-grid">
      <Field label={t('edit.toTable')} path={check.to === undefined ? 'check.to' : 'check.to.table'} mistakes={mistakes} required>
        {(id) => <Select id={id} showSearch={{ optionFilterProp: 'label' }} value={check.to?.table ?? null} options={[...tables]} onChange={(table: BankTableName) => set({ to: { table, column: '' } })} />}
      </Field>
      <Field label={t('edit.toColumn')} path="check.to.column" mistakes={mistakes} required>
        {(id) => <Select id={id} showSearch={{ optionFilterProp: 'label' }} disabled={check.to === undefined} value={check.to?.column === '' ? null : (check.to?.column ?? null)} options={columns.map(({ value, label }) => ({ value, label }))} onChange={(column: string) => set({ to: { ...check.to, column } })} />}
      </Field>
      <ShareField check={check} set={set} mistakes={mistakes} />
    </div>
  )
}
