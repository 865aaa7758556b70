import { upliftGroups, type CategoryColumn, type HeldBack } from '#kernel/learn'
import { sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { UpliftFigures } from '../../contract-uplift.js'
import { FAIR_GROUPS } from '../evaluate-version.js'
import { readRows } from '../read-rows.js'
import { groupLevelsQuery, keptLevels } from '../../sql/rows-queries.js'
import type { ReadTreated } from './read-treated.js'

export type UpliftFairness = NonNullable<UpliftFigures['fairness']>

/** How groups fare under an uplift model, whether it reads them or not. Rows come in the order they were trained in. */
export async function upliftFairness(context: Context, table: string, { data }: ReadTreated, held: HeldBack, signal: AbortSignal): Promise<UpliftFairness> {
  const columns = []
  for (const { by, column } of FAIR_GROUPS) {
    const levels = keptLevels((await context.warehouse.query(groupLevelsQuery(table, column))).map(({ level }) => level))
    columns.push({ name: by, column, levels: levels.sort() })
  }
  const { matrix } = await readRows(context, { table, columns, where: sql`1`, first: 'campaign' }, signal)
  return FAIR_GROUPS.map(({ by }, at) => {
    const column = matrix.columns[at] as CategoryColumn
    return { by, groups: upliftGroups(data, held, column.codes, column.levels) }
  })
}
