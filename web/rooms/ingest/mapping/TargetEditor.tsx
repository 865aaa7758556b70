import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { bankTable, type InferredColumn } from '#ingest/contract'
import { useBankWords } from '../use-bank-words.js'
import { FileColumnRow } from './FileColumnRow.js'
import { type MappingMistake, otherMistakes } from './mapping-mistakes.js'
import { Mistakes } from './Mistakes.js'
import { OtherColumns, otherColumnsOf } from './OtherColumns.js'
import { type Destination, destinationsOf, type TargetForm } from './target-form.js'

function shownFields(target: TargetForm, columns: readonly string[]): readonly Destination[] {
  const first = columns.flatMap((name) => destinationsOf(target, name).slice(0, 1))
  return [...first, ...otherColumnsOf(target, columns).map((name) => ({ kind: 'column' as const, name }))]
}

interface Props {
  readonly target: TargetForm
  readonly at: number
  readonly columns: readonly InferredColumn[]
  readonly mistakes: readonly MappingMistake[]
  readonly onChange: (target: TargetForm) => void
}

function Head({ target, onChange }: Pick<Props, 'target' | 'onChange'>) {
  const { t } = useTranslation('ingest')
  const words = useBankWords()
  return (
    <div className="ingest-controls">
      <label className="ingest-control">
        <span className="soft">{t('report.mode')}</span>
        <Select<TargetForm['mode']>
          value={target.mode}
          onChange={(mode) => onChange({ ...target, mode })}
          options={bankTable(target.table).modes.map((mode) => ({
            value: mode,
            label: `${words.mode(mode)} · ${t(`modeHint.${mode}`)}`,
          }))}
        />
      </label>
      <label className="ingest-control">
        <span className="soft">{t('mapping.currency')}</span>
        <Input
          maxLength={3}
          placeholder={t('mapping.currencyDefault')}
          value={target.currency}
          onChange={(event) => onChange({ ...target, currency: event.target.value.toUpperCase() })}
        />
      </label>
    </div>
  )
}

/** The mapping of one bank table: every file column, then what does not come from the file. */
export function TargetEditor({ target, at, columns, mistakes, onChange }: Props) {
  const { t } = useTranslation('ingest')
  const names = columns.map(({ name }) => name)
  return (
    <div className="ingest-stack">
      <Head target={target} onChange={onChange} />
      <Mistakes of={otherMistakes(mistakes, at, shownFields(target, names))} />
      <div className="ingest-scroll">
        <table className="plain-table ingest-mapping">
          <thead>
            <tr>
              <th scope="col">{t('mapping.fileColumn')}</th>
              <th scope="col">{t('preview.type')}</th>
              <th scope="col">{t('mapping.goesTo')}</th>
              <th scope="col">{t('mapping.reading')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((file) => (
              <FileColumnRow
                key={file.name}
                target={target}
                targetAt={at}
                file={file}
                mistakes={mistakes}
                onChange={onChange}
              />
            ))}
          </tbody>
        </table>
      </div>
      <OtherColumns
        target={target}
        targetAt={at}
        fileColumns={names}
        mistakes={mistakes}
        onChange={onChange}
      />
    </div>
  )
}
