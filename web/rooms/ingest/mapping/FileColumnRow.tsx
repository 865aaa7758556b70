import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { bankTable, type InferredColumn } from '#ingest/contract'
import { useBankWords } from '../use-bank-words.js'
import type { ColumnForm } from './column-form.js'
import { type MappingMistake, mistakesAt } from './mapping-mistakes.js'
import { Mistakes } from './Mistakes.js'
import { ReadControls } from './ReadControls.js'
import {
  type AttributeForm,
  type AttributeType,
  type Destination,
  destinationsOf,
  type TargetForm,
  withAttribute,
  withBankColumn,
  withColumn,
  withoutColumn,
} from './target-form.js'

const attributeTypes: readonly AttributeType[] = ['text', 'int', 'decimal', 'money', 'date', 'bool', 'enum']
const ATTRIBUTE = '@'

interface AttributeProps {
  readonly attribute: AttributeForm
  readonly onChange: (attribute: AttributeForm) => void
}

/** Key, names and type of a custom attribute. */
function AttributeFields({ attribute, onChange }: AttributeProps) {
  const { t } = useTranslation('ingest')
  const words = useBankWords()
  const text = (part: 'key' | 'nameZh' | 'nameEn') => (
    <Input
      aria-label={t(`attribute.${part}`)}
      placeholder={t(`attribute.${part}`)}
      value={attribute[part]}
      onChange={(event) => onChange({ ...attribute, [part]: event.target.value })}
    />
  )
  return (
    <span className="ingest-attribute">
      {text('key')}
      {text('nameZh')}
      {text('nameEn')}
      <Select<AttributeType>
        aria-label={t('profile.type')}
        value={attribute.type}
        onChange={(type) => onChange({ ...attribute, type })}
        options={attributeTypes.map((type) => ({ value: type, label: words.type(type) }))}
      />
    </span>
  )
}

function columnFormAt(target: TargetForm, at: Destination): ColumnForm | undefined {
  if (at.kind === 'column') return target.columns[at.name]
  return target.attributes.find(({ key }) => key === at.key)?.column
}

/** Where a file column can go: nowhere, a custom attribute, a free bank column. */
function useChoices(target: TargetForm, own: string | undefined) {
  const { t } = useTranslation('ingest')
  const words = useBankWords()
  const columns = Object.entries(bankTable(target.table).columns)
    .filter(([name]) => name === own || target.columns[name] === undefined)
    .map(([name, { required }]) => ({
      value: name,
      label: `${words.column(target.table, name)} ${name}${required === true ? ' *' : ''}`,
    }))
  return [
    { value: '', label: t('mapping.ignore') },
    ...(target.table === 'customer' ? [{ value: ATTRIBUTE, label: t('mapping.asAttribute') }] : []),
    { label: words.table(target.table), options: columns },
  ]
}

interface Props {
  readonly target: TargetForm
  readonly targetAt: number
  readonly file: InferredColumn
  readonly mistakes: readonly MappingMistake[]
  readonly onChange: (target: TargetForm) => void
}

/** What the choice of a destination shows for where the column goes now. */
function chosenOf(at: Destination | undefined): string {
  if (at === undefined) return ''
  return at.kind === 'column' ? at.name : ATTRIBUTE
}

type GoingProps = Omit<Props, 'targetAt' | 'mistakes'> & { readonly at: Destination | undefined }

/** Chooses where a file column goes, and names it when that is a custom attribute. */
function GoesTo({ target, file, at, onChange }: GoingProps) {
  const { t } = useTranslation('ingest')
  const choices = useChoices(target, at?.kind === 'column' ? at.name : undefined)
  const attribute = at?.kind === 'attribute' ? target.attributes.find(({ key }) => key === at.key) : undefined
  const choose = (value: string) => {
    if (value === '') onChange(withoutColumn(target, file.name))
    else if (value === ATTRIBUTE) onChange(withAttribute(target, file))
    else onChange(withBankColumn(target, file, value))
  }
  const setAttribute = (next: AttributeForm) =>
    onChange({ ...target, attributes: target.attributes.map((one) => (one === attribute ? next : one)) })
  return (
    <>
      <Select
        className="ingest-destination"
        aria-label={t('mapping.destination', { column: file.name })}
        showSearch={{ optionFilterProp: 'label' }}
        value={chosenOf(at)}
        onChange={choose}
        options={choices}
      />
      {attribute && <AttributeFields attribute={attribute} onChange={setAttribute} />}
    </>
  )
}

/** How the file column is read, where that can be said here. */
function Reading({ target, file, at, onChange }: GoingProps) {
  const { t } = useTranslation('ingest')
  const form = at && columnFormAt(target, at)
  if (at === undefined || form === undefined) return null
  if (form.how === 'lookup') return <span className="soft">{t('mapping.lookup')}</span>
  if (form.how !== 'column') return null
  return (
    <ReadControls
      target={target}
      at={at}
      form={form}
      samples={file.samples}
      onChange={(next) => onChange(withColumn(target, at, next))}
    />
  )
}

/** One column of the file: where it goes in this table and how it is read. */
export function FileColumnRow({ target, targetAt, file, mistakes, onChange }: Props) {
  const { t } = useTranslation('ingest')
  const words = useBankWords()
  const at = destinationsOf(target, file.name)[0]
  const going = { target, file, at, onChange }
  return (
    <tr className={at === undefined ? 'ignored' : ''}>
      <td>
        {file.name}
        <div className="soft ingest-cut">{file.samples.slice(0, 3).join('、')}</div>
      </td>
      <td>
        {words.type(file.type)}
        {file.misfits > 0 && (
          <div className="tone-warm">{t('mapping.misfits', { count: file.misfits })}</div>
        )}
      </td>
      <td>
        <GoesTo {...going} />
        {at && <Mistakes of={mistakesAt(mistakes, targetAt, at)} />}
      </td>
      <td>
        <Reading {...going} />
      </td>
    </tr>
  )
}
