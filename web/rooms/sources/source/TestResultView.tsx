import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SourceTest } from '#ingest/contract'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { formatBytes } from '../../../ui/format.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import '../sources.css'

/** What a test of a connection found: files, columns, masked rows. */
export function TestResultView({ found }: { readonly found: SourceTest }) {
  const { t } = useTranslation('sources')
  const { t: ingest } = useTranslation('ingest')
  const locale = useFormatLocale()
  const { files, matching, columns, rows } = found
  if (columns.length === 0) return <Alert type="warning" showIcon title={t('test.none')} />
  return (
    <div className="source-stack">
      <Alert type="success" showIcon title={matching === 0 ? t('test.ok') : t('test.matching', { count: matching })} />
      {files.length > 0 && (
        <ListTable
          rows={files}
          rowKey={({ name }) => name}
          columns={[
            { key: 'name', title: t('test.file'), render: ({ name }) => name },
            { key: 'date', title: t('test.date'), render: ({ businessDate }) => <DateText value={businessDate} /> },
            { key: 'bytes', title: t('test.size'), align: 'right', render: ({ bytes }) => formatBytes(bytes, locale) },
            { key: 'taken', title: t('field.state'), render: ({ taken }) => (taken ? t('test.taken') : t('test.fresh')) },
          ]}
        />
      )}
      <ListTable
        rows={columns}
        rowKey={({ name }) => name}
        columns={[
          { key: 'name', title: t('test.columns'), render: ({ name }) => name },
          { key: 'type', title: t('overview.type'), render: ({ type }) => ingest(`type.${type as 'text'}`, { defaultValue: type }) },
          { key: 'values', title: t('test.values'), align: 'right', render: ({ values }) => <Num value={values} /> },
          { key: 'empty', title: t('test.empty'), align: 'right', render: ({ empty }) => <Num value={empty} /> },
        ]}
      />
      <h3>{t('test.rows')}</h3>
      <div className="test-scroll" role="region" tabIndex={0} aria-label={t('test.rows')}>
        <table className="plain-table ingest-rows">
          <thead>
            <tr>
              {columns.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
