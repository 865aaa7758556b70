import type { TagSnapshot } from '#tags'

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
