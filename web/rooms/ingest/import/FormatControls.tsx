import { Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileFormat } from '#ingest/contract'
import type { FormatChoice } from './import-draft.js'

function Control({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <label className="ingest-control">
      <span className="soft">{label}</span>
      {children}
    </label>
  )
}

const delimiters = [',', ';', '\t', '|', '^', '\u0001'] as const
const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', '^': 'caret', '\u0001': 'soh' } as const

interface Props {
  /** What was found, with what was changed. */
  readonly format: FileFormat
  readonly onChange: (change: FormatChoice) => void
}

/** How the file is written; a change reads it again. */
export function FormatControls({ format, onChange }: Props) {
  const { t } = useTranslation('ingest')
  const isText = format.type !== 'parquet'
  const isCsv = format.type === 'csv'
  const known: { value: string; label: string }[] = delimiters.map((sign) => ({
    value: sign,
    label: t(`format.${delimiterNames[sign]}`),
  }))
  const own = format.delimiter
  const options =
    own === undefined || known.some(({ value }) => value === own)
      ? known
      : [...known, { value: own, label: own }]
  return (
    <div className="ingest-controls">
      <Control label={t('format.type')}>
        <Select<FileFormat['type']>
          value={format.type}
          onChange={(type) => onChange({ type })}
          options={(['csv', 'jsonl', 'parquet'] as const).map((type) => ({
            value: type,
            label: t(`format.types.${type}`),
          }))}
        />
      </Control>
      {isCsv && (
        <>
          <Control label={t('format.delimiter')}>
            <Select
              value={own ?? ','}
              onChange={(delimiter) => onChange({ delimiter })}
              options={options}
            />
          </Control>
          <Control label={t('format.header')}>
            <Switch checked={format.header ?? true} onChange={(header) => onChange({ header })} />
          </Control>
          <Control label={t('format.quotes')}>
            <Switch checked={format.quotes ?? true} onChange={(quotes) => onChange({ quotes })} />
          </Control>
        </>
      )}
      {isText && (
        <>
          <Control label={t('format.encoding')}>
            <Select<'utf-8' | 'gb18030'>
              value={format.encoding ?? 'utf-8'}
              onChange={(encoding) => onChange({ encoding })}
              options={[
                { value: 'utf-8', label: 'UTF-8' },
                { value: 'gb18030', label: 'GB18030 / GBK' },
              ]}
            />
          </Control>
          <Control label={t('format.gzip')}>
            <Switch checked={format.gzip ?? false} onChange={(gzip) => onChange({ gzip })} />
          </Control>
        </>
      )}
    </div>
  )
}
