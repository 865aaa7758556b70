import { identifier, sql, type Sql } from '#kernel/sql'
import type { Warehouse } from '#platform/warehouse'
import { measuredTypes, type MeasuredColumn, type MeasuredType } from '../domain/shape-drift.js'
import { stageColumn } from '../domain/stage.js'
import { parquetText } from '../sql/parquet-queries.js'
import { shapeQuery, type ShapeRow } from '../sql/shape-query.js'
import type { Staged } from './stage-file.js'

/** Rows measured, spread evenly over the file. */
const SAMPLED_ROWS = 50_000
/** Values of an enumeration that are remembered; a column with more is none. */
const MOST_VALUES = 500

/** What the columns of a staged file hold. Keys of JSON lines that no target reads are named, their values not looked at. */
export async function measureShape(warehouse: Warehouse, staged: Staged, enums: ReadonlySet<string>, signal: AbortSignal): Promise<MeasuredColumn[]> {
  const { columns } = staged
  const asked = columns.map((name) => ({ text: stagedText(staged, name), isEnum: enums.has(name) }))
  const every = Math.max(1, Math.ceil(staged.rows / SAMPLED_ROWS))
  const rows = await warehouse.query(shapeQuery({ place: staged.place, columns: asked, every }), { signal, maxSeconds: 600 })
  const measured = new Map(rows.map((row) => [Number(row.at), row]))
  const here = columns.map((name, at) => measuredColumn(name, measured.get(at), enums.has(name)))
  // A key of a JSON line that occurs in no line is a column the file does not have.
  const present = staged.keys === null ? here : here.filter(({ name }) => staged.keys?.has(name))
  const unread = [...(staged.keys ?? [])].filter((name) => !columns.includes(name))
  return [...present, ...unread.map((name) => measuredColumn(name, undefined, false))]
}

/** The text of a staged file's column. */
export function stagedText({ columns, typed }: Staged, name: string): Sql {
  const at = columns.indexOf(name)
  const column = sql`${identifier(stageColumn(at))}`
  const type = typed?.[at]
  return type === undefined ? column : parquetText(column, type)
}

function measuredColumn(name: string, row: ShapeRow | undefined, isEnum: boolean): MeasuredColumn {
  const fits = Object.fromEntries(measuredTypes.map((type, at) => [type, Number(row?.fits[at] ?? 0)])) as Record<MeasuredType, number>
  const tracked = isEnum && row !== undefined && row.names.length <= MOST_VALUES
  return { name, values: Number(row?.values ?? 0), fits, seen: tracked ? new Map(row.names.map((value, at) => [value, Number(row.counts[at] ?? 0)])) : null }
}
