import { Button, Skeleton } from 'antd'
import { type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { csvBlob, downloadBlob } from '../action/download.js'
import { useFormatLocale, useLook } from '../theme/Look.js'
import { fontStack, paletteOf, textSizes } from '../theme/tokens.js'
import { type ChartKind, type ChartLook, type ChartTable, type ChartWords } from './chart-kind.js'
import { toPng } from './to-png.js'
import { useDrawing } from './use-drawing.js'

interface Props<Rows extends readonly unknown[], Options> {
  readonly chart: ChartKind<Rows, Options>
  readonly rows: Rows
  readonly options: Options
  /** The sentence the chart proves. */
  readonly title: string
  /** Source, sample, as-of: what the reader needs to trust it. */
  readonly note?: ReactNode
  /** Name of the downloaded files, without ending. */
  readonly fileName?: string
  readonly height?: number
  /** Drill: gets the index of the clicked row. */
  readonly onPick?: (row: number) => void
}

function useChartLook(): ChartLook {
  const { preferences } = useLook()
  const locale = useFormatLocale()
  const { t } = useTranslation('ui')
  return useMemo(
    () => ({
      palette: paletteOf(preferences.mode),
      font: fontStack,
      fontSize: textSizes[preferences.textSize],
      locale,
      words: t('chart', { returnObjects: true }) as unknown as ChartWords,
    }),
    [preferences.mode, preferences.textSize, locale, t],
  )
}

function TableView({ table }: { readonly table: ChartTable }) {
  return (
    <div className="chart-table">
      <table>
        <thead>
          <tr>
            {table.head.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, at) => (
            <tr key={at}>
              {cells.map((cell, column) => (
                <td key={column} className={typeof cell === 'number' ? 'figures right' : ''}>
                  {cell ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A chart with its title sentence, a table view, CSV and PNG. ECharts loads when the first chart is shown. */
export function Chart<Rows extends readonly unknown[], Options>(props: Props<Rows, Options>) {
  const { chart, rows, options, title, note, fileName = 'chart', onPick } = props
  const { t } = useTranslation('ui')
  const look = useChartLook()
  const titleId = useId()
  const [asTable, setAsTable] = useState(false)
  const element = useRef<HTMLDivElement>(null)
  const option = useMemo(() => chart.option(rows, options, look), [chart, rows, options, look])
  const table = useMemo(() => chart.table(rows, options, look.words), [chart, rows, options, look])
  const { state, toCanvas } = useDrawing(element, asTable || rows.length === 0 ? null : option, onPick)
  const height = (props.height ?? chart.height(rows, options)) * (look.fontSize / textSizes.normal)
  const savePng = async () => {
    const drawing = toCanvas(look.palette.surface)
    if (drawing === undefined) return
    const { text: ink, surface: ground } = look.palette
    downloadBlob(await toPng(drawing, { title, font: look.font, ink, ground }), `${fileName}.png`)
  }
  return (
    <figure className="chart" aria-labelledby={titleId}>
      <figcaption>
        <h3 id={titleId}>{title}</h3>
        <span className="chart-tools">
          <Button type="text" size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? t('action.showAsChart') : t('action.showAsTable')}
          </Button>
          <Button
            type="text"
            size="small"
            onClick={() => downloadBlob(csvBlob(table.head, table.rows), `${fileName}.csv`)}
          >
            {t('action.downloadCsv')}
          </Button>
          {!asTable && state === 'drawn' && (
            <Button type="text" size="small" onClick={() => void savePng()}>
              {t('action.downloadPng')}
            </Button>
          )}
        </span>
      </figcaption>
      {asTable && <TableView table={table} />}
      {rows.length === 0 && <p className="chart-empty">{t('chart.empty')}</p>}
      {!asTable && rows.length > 0 && (
        <div className="chart-area" style={{ height }}>
          {state === 'loading' && <Skeleton.Node active className="chart-outline" />}
          {state === 'failed' && <p className="chart-empty">{t('chart.failed')}</p>}
          <div ref={element} className="chart-canvas" role="img" aria-label={t('chart.hint', { title })} />
        </div>
      )}
      {note !== undefined && <p className="chart-note">{note}</p>}
    </figure>
  )
}
