import { BarChartOutlined, DownloadOutlined, PictureOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Skeleton } from 'antd'
import { type ReactNode, type Ref, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { csvBlob, downloadBlob } from '../action/download.js'
import { formatNumber } from '../format.js'
import { useFormatLocale, useLook } from '../theme/Look.js'
import { fontStack, paletteOf, textSizes } from '../theme/tokens.js'
import type { ChartCell, ChartKind, ChartLook, ChartTable } from './chart-kind.js'
import { toPng } from './to-png.js'
import { type DrawingState, useDrawing } from './use-drawing.js'

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
      words: t('chart', { returnObjects: true }),
    }),
    [preferences.mode, preferences.textSize, locale, t],
  )
}

const cellClass = (cell: ChartCell | undefined): string => (typeof cell === 'number' ? 'figures right' : '')

function TableView({ table }: { readonly table: ChartTable }) {
  const locale = useFormatLocale()
  const write = (cell: ChartCell) =>
    typeof cell === 'number' ? formatNumber(cell, locale, 4) : (cell ?? '–')
  return (
    <div className="chart-table">
      <table>
        <thead>
          <tr>
            {table.head.map((head, column) => (
              <th key={head} scope="col" className={cellClass(table.rows[0]?.[column])}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, at) => (
            <tr key={at}>
              {cells.map((cell, column) => (
                <td key={column} className={cellClass(cell)}>
                  {write(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ToolsProps {
  readonly asTable: boolean
  readonly onTable: (asTable: boolean) => void
  readonly onCsv: () => void
  /** Absent until the chart is drawn. */
  readonly onPng: (() => void) | undefined
}

function ChartTools({ asTable, onTable, onCsv, onPng }: ToolsProps) {
  const { t } = useTranslation('ui')
  const tableLabel = asTable ? t('action.showAsChart') : t('action.showAsTable')
  const button = (label: string, icon: ReactNode, onClick: () => void, isPressed?: boolean) => (
    <Button
      type="text"
      size="small"
      icon={icon}
      title={label}
      aria-label={label}
      onClick={onClick}
      {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
    />
  )
  return (
    <span className="chart-tools">
      {button(
        tableLabel,
        asTable ? <BarChartOutlined /> : <TableOutlined />,
        () => onTable(!asTable),
        asTable,
      )}
      {button(t('action.downloadCsv'), <DownloadOutlined />, onCsv)}
      {onPng && button(t('action.downloadPng'), <PictureOutlined />, onPng)}
    </span>
  )
}

interface AreaProps {
  readonly state: DrawingState
  readonly height: number
  readonly hint: string
  readonly element: Ref<HTMLDivElement>
}

function ChartArea({ state, height, hint, element }: AreaProps) {
  const { t } = useTranslation('ui')
  return (
    <div className="chart-area" style={{ height }}>
      {state === 'loading' && <Skeleton.Node active className="chart-outline" />}
      {state === 'failed' && <p className="chart-empty">{t('chart.failed')}</p>}
      <div ref={element} className="chart-canvas" role="img" aria-label={hint} />
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
  const isDrawn = !asTable && rows.length > 0
  const { state, toCanvas } = useDrawing(element, isDrawn ? option : null, onPick)
  const height = (props.height ?? chart.height(rows, options)) * (look.fontSize / textSizes.normal)
  const saveCsv = () => downloadBlob(csvBlob(table.head, table.rows), `${fileName}.csv`)
  const savePng = async () => {
    const { text: ink, surface: ground } = look.palette
    const drawing = toCanvas(ground)
    if (drawing === undefined) return
    downloadBlob(await toPng(drawing, { title, font: look.font, ink, ground }), `${fileName}.png`)
  }
  return (
    <figure className="chart" aria-labelledby={titleId}>
      <figcaption>
        <h3 id={titleId}>{title}</h3>
        <ChartTools
          asTable={asTable}
          onTable={setAsTable}
          onCsv={saveCsv}
          onPng={isDrawn && state === 'drawn' ? () => void savePng() : undefined}
        />
      </figcaption>
      {asTable && <TableView table={table} />}
      {rows.length === 0 && <p className="chart-empty">{t('chart.empty')}</p>}
      {isDrawn && (
        <ChartArea state={state} height={height} hint={t('chart.hint', { title })} element={element} />
      )}
      {note !== undefined && <p className="chart-note">{note}</p>}
    </figure>
  )
}
