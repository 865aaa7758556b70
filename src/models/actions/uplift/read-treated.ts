import { categoryColumn, columnOf, numberColumn, type Column, type TreatedRows } from '#kernel/learn'
import { sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { CONTROL } from '../../sql/uplift/campaign-queries.js'
import { readRows, withoutEmptyOther, type NamedColumn } from '../read-rows.js'
import { keptLevels, levelsQuery } from '../../sql/rows-queries.js'
import type { BuiltUplift } from './build-uplift-rows.js'

/** Names of the columns that are not features; a feature's key cannot begin so. */
const OWN = { campaign: '_campaign', arm: '_arm', amount: '_amount', fold: '_fold' } as const

export interface ReadTreated {
  readonly data: TreatedRows
  readonly custNo: Float64Array
}

/** Rows of a table of campaigns as the learners take them, by campaign and customer. */
export async function readTreated(context: Context, table: string, built: BuiltUplift, amount: boolean, signal?: AbortSignal): Promise<ReadTreated> {
  const features: NamedColumn[] = []
  for (const { key, column, kind } of built.columns) {
    const levels = kind === 'number' ? null : keptLevels((await context.warehouse.query(levelsQuery(table, column))).map(({ level }) => level))
    features.push({ name: key, column, levels })
  }
  const campaigns = built.campaigns.map(({ campaign }) => campaign)
  const own: NamedColumn[] = [
    { name: OWN.campaign, column: 'campaign', levels: campaigns },
    { name: OWN.arm, column: 'arm', levels: [CONTROL, ...built.arms] },
    { name: OWN.amount, column: 'amount', levels: null },
    { name: OWN.fold, column: 'fold', levels: null },
  ]
  const { matrix, label, custNo } = await readRows(context, { table, columns: [...features, ...own], where: sql`1`, first: 'campaign' }, signal)
  const column = (name: string): Column => columnOf(matrix, name)
  const codes = (name: string): Int32Array => categoryColumn(column(name)).codes
  const values = (name: string): Float64Array => Float64Array.from(numberColumn(column(name)).values)
  const known = new Map(features.flatMap(({ name, levels }) => (levels === null ? [] : [[name, levels] as const])))
  const only = { rows: matrix.rows, columns: matrix.columns.slice(0, features.length) }
  return {
    custNo,
    data: {
      matrix: withoutEmptyOther(only, known),
      arm: Uint8Array.from(codes(OWN.arm)),
      arms: built.arms,
      campaign: Uint16Array.from(codes(OWN.campaign)),
      campaigns,
      outcome: label,
      amount: amount ? values(OWN.amount) : null,
      fold: Uint8Array.from(values(OWN.fold)),
    },
  }
}
