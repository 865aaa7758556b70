export interface ManagerRow {
  readonly manager: string
  readonly orgPath: string
  readonly customers: number
  readonly members: number
}

/**
 * Members by relationship manager as an asker may see them: small counts are hidden, and with a single hidden one the next
 * smallest of its org, whose sum is told elsewhere.
 */
export function managerCounts(rows: readonly ManagerRow[], minCell: number) {
  const isSmall = (count: number) => count > 0 && count < minCell
  const hidden = new Set(rows.filter(({ members, customers }) => isSmall(members) || isSmall(customers - members)))
  for (const org of new Set([...hidden].map(({ orgPath }) => orgPath))) {
    const own = rows.filter(({ orgPath }) => orgPath === org)
    if (own.filter((row) => hidden.has(row)).length !== 1) continue
    const next = own.filter((row) => !hidden.has(row) && row.members > 0).toSorted((a, b) => a.members - b.members)[0]
    if (next !== undefined) hidden.add(next)
  }
  return rows.map((row) => ({ ...row, customers: isSmall(row.customers) ? null : row.customers, members: hidden.has(row) ? null : row.members }))
}
