import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { InferredColumn, Preview } from '#ingest/contract'
import { Num } from '../../../ui/figures/Num.js'
import { formatBytes, formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { useBankWords } from '../use-bank-words.js'
import { FormatControls } from './FormatControls.js'
import type { FormatChoice } from './import-draft.js'

function BadLines({ mistakes }: Pick<Preview, 'mistakes'>) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  if (mistakes.length === 0) return null
  const list = (
    <ul>
      {mistakes.map(({ path, params, message }) => (
        <li key={path}>
          <span className="figures">{t('rejects.line', { line: Number(params['line'] ?? 0) })}</span>{' '}
          {say(message)} <code className="ingest-cut">{String(params['text'] ?? '')}</code>
        </li>
      ))}
    </ul>
  )
  return (
    <Alert
      type="warning"
      showIcon
      title={t('preview.badLines', { count: mistakes.length })}
      description={list}
    />
  )
}

function Misfits({ column }: { readonly column: InferredColumn }) {
  const { t } = useTranslation('ingest')
  const locale = useFormatLocale()
  if (column.misfits === 0) return <span className="soft">{t('preview.allFit')}</span>
  const shown = formatNumber(column.misfits, locale)
  return (
    <span className="tone-warm">
      {t('preview.misfits', { count: column.misfits, shown, samples: column.misfitSamples.join('、') })}
    </span>
  )
}

function Types({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation('ingest')
  const words = useBankWords()
  return (
    <section className="panel">
      <h2>{t('preview.types')}</h2>
      <div className="ingest-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('mapping.fileColumn')}</th>
              <th scope="col">{t('profile.type')}</th>
              <th scope="col">{t('preview.fits')}</th>
              <th scope="col" className="right">
                {t('preview.empty')}
              </th>
              <th scope="col" className="right">
                {t('profile.distinct')}
              </th>
              <th scope="col">{t('preview.samples')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.columns.map((column) => (
              <tr key={column.name}>
                <td>{column.name}</td>
                <td>
                  {words.type(column.type)} <span className="soft">{column.format}</span>
                </td>
                <td>
                  <Misfits column={column} />
                </td>
                <td className="figures right">
                  <Num value={column.empty} />
                </td>
                <td className="figures right">
                  <Num value={column.distinct} />
                </td>
                <td className="ingest-cut soft">{column.samples.join('、')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Rows({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation('ingest')
  return (
    <section className="panel">
      <h2>{t('preview.rows', { count: preview.rows.length })}</h2>
      <div className="ingest-scroll" tabIndex={0} role="region" aria-label={t('preview.rowsRegion')}>
        <table className="plain-table ingest-rows">
          <thead>
            <tr>
              <th scope="col">#</th>
              {preview.columns.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((cells, row) => (
              <tr key={row}>
                <td className="soft figures">{row + 1}</td>
                {cells.map((cell, at) => (
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface Props {
  readonly preview: Preview
  readonly onFormat: (change: FormatChoice) => void
}

/** Step 2: what the file looks like, and how it is read. */
export function PreviewStep({ preview, onFormat }: Props) {
  const { t } = useTranslation('ingest')
  const locale = useFormatLocale()
  const shown = {
    bytes: formatBytes(preview.bytes, locale),
    rows: formatNumber(preview.sampledRows, locale),
    columns: preview.columns.length,
  }
  return (
    <div className="ingest-stack">
      <section className="panel">
        <h2>{t('preview.format')}</h2>
        <FormatControls format={preview.format} onChange={onFormat} />
        <p className="soft figures">{t('preview.sampled', shown)}</p>
      </section>
      <BadLines mistakes={preview.mistakes} />
      <Types preview={preview} />
      <Rows preview={preview} />
    </div>
  )
}
