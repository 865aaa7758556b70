import type { TagSnapshot } from '#tags'
import type { TieringRun } from './contract-tiering.js'
import type { TierMemberRow } from './sql/tier-reading.js'

const MOST_COLUMNS = 40

/** Columns a member list shows: every tag. Attributes stay on the customer's own page. */
export function shownColumns(snapshot: TagSnapshot): TagSnapshot['tags'] {
  return snapshot.tags.slice(0, MOST_COLUMNS)
}

/** A member as people see it: the bank's number, never ours. */
export function presentMember(row: Readonly<Record<string, string | number | boolean | null>>, snapshot: TagSnapshot) {
  const values = shownColumns(snapshot).map((column) => [column.key, shown(row[column.column])] as const)
  return { custId: String(row['cust_id']), orgPath: String(row['org_path']), values: Object.fromEntries(values) }
}

function shown(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? value.join('、') : (value as string | number | boolean)
}

/** A customer of a run as people see them: the bank's number, the cell by its code, what they lack to the tier above. */
export function presentTierMember(row: TierMemberRow, run: Pick<TieringRun, 'cells'>, floors: ReadonlyMap<number, number>) {
  const floor = floors.get(row.cell)
  return {
    custId: row.cust_id,
    orgPath: row.org_path,
    cell: run.cells[row.cell]?.code ?? '',
    value: row.value,
    second: row.second,
    money: row.money,
    since: row.since,
    lacking: floor === undefined ? null : floor - (row.value ?? 0),
  }
}
