import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { bankTable } from '#ingest/contract'
import { useSay } from '../../../ui/language/use-say.js'
import { columnWords } from '../sources/column-words.js'
import { useBankWords } from '../use-bank-words.js'
import { type ColumnForm, constantOf, fileColumnOf, toColumnSpec } from './column-form.js'
import { type MappingMistake, mistakesAt } from './mapping-mistakes.js'
import { Mistakes } from './Mistakes.js'
import { destinationsOf, dropBankColumn, missingColumns, type TargetForm, withColumn } from './target-form.js'

/** Bank columns no row of the file's columns shows: constants, line numbers, and second uses of a file column. */
export function otherColumnsOf(target: TargetForm, fileColumns: readonly string[]): readonly string[] {
  const first = new Set(
    fileColumns.flatMap((name) => {
      const at = destinationsOf(target, name)[0]
      return at?.kind === 'column' ? [at.name] : []
    }),
  )
  return [...Object.keys(target.columns).filter((name) => !first.has(name)), ...missingColumns(target)]
}

interface ValueProps {
  readonly target: TargetForm
  readonly name: string
  readonly form: ColumnForm | undefined
  readonly onChange: (form: ColumnForm) => void
}

function Value({ target, name, form, onChange }: ValueProps) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const values = bankTable(target.table).columns[name]?.values
  if (form?.how !== 'constant') {
    return form && fileColumnOf(form) !== null ? (
      <span className="soft">{Object.values(columnWords(toColumnSpec(form), t)).join(' ')}</span>
    ) : null
  }
  const set = (constant: string) => onChange({ ...form, constant })
  const codes = Object.entries(values ?? {}).map(([code, one]) => ({ value: code, label: `${code} ${say(one)}` }))
  return codes.length > 0 ? (
    <Select aria-label={t('mapping.constant')} value={form.constant} options={codes} onChange={set} />
  ) : (
    <Input
      aria-label={t('mapping.constant')}
      placeholder={t('mapping.constant')}
      value={form.constant}
      onChange={(event) => set(event.target.value)}
    />
  )
}

interface RowProps extends Omit<Props, 'fileColumns'> {
  readonly name: string
}

function Row({ target, targetAt, mistakes, onChange, name }: RowProps) {
  const { t } = useTranslation('ingest')
  const words = useBankWords()
  const form = target.columns[name]
  const at = { kind: 'column', name } as const
  const set = (next: ColumnForm) => onChange(withColumn(target, at, next))
  const how = form?.how === 'constant' || form?.how === 'line' ? form.how : null
  const found = mistakesAt(mistakes, targetAt, at)
  return (
    <tr>
      <td>
        {words.column(target.table, name)} <code className="soft">{name}</code>
        {form === undefined && <span className="tone-warm"> {t('mapping.required')}</span>}
      </td>
      <td>
        <Select<'constant' | 'line'>
          className="ingest-how"
          aria-label={t('mapping.how')}
          placeholder={form === undefined ? t('mapping.choose') : t('mapping.fileColumn')}
          value={how}
          onChange={(next) => set(next === 'line' ? { how: 'line' } : constantOf(''))}
          options={(['constant', 'line'] as const).map((one) => ({ value: one, label: t(`how.${one}`) }))}
        />
      </td>
      <td>
        <Value target={target} name={name} form={form} onChange={set} />
        <Mistakes of={found} />
      </td>
      <td>
        {form !== undefined && (
          <Button type="text" onClick={() => onChange(dropBankColumn(target, name))}>
            {t('settings.remove')}
          </Button>
        )}
      </td>
    </tr>
  )
}

interface Props {
  readonly target: TargetForm
  readonly targetAt: number
  readonly fileColumns: readonly string[]
  readonly mistakes: readonly MappingMistake[]
  readonly onChange: (target: TargetForm) => void
}

/** Columns that do not come from a file column: constants, the line number as id, and required ones still open. */
export function OtherColumns({ fileColumns, ...rest }: Props) {
  const { t } = useTranslation('ingest')
  const words = useBankWords()
  const { target, onChange } = rest
  const shown = otherColumnsOf(target, fileColumns)
  const free = Object.keys(bankTable(target.table).columns).filter(
    (name) => target.columns[name] === undefined && !shown.includes(name),
  )
  return (
    <section>
      <h3>{t('mapping.others')}</h3>
      {shown.length > 0 && (
        <table className="plain-table ingest-others">
          <tbody>
            {shown.map((name) => (
              <Row key={name} name={name} {...rest} />
            ))}
          </tbody>
        </table>
      )}
      <Select
        className="ingest-destination"
        aria-label={t('mapping.addConstant')}
        placeholder={t('mapping.addConstant')}
        showSearch={{ optionFilterProp: 'label' }}
        value={null}
        onChange={(name: string | null) =>
          name !== null && onChange(withColumn(target, { kind: 'column', name }, constantOf('')))
        }
        options={free.map((name) => ({ value: name, label: `${words.column(target.table, name)} ${name}` }))}
      />
    </section>
  )
}
