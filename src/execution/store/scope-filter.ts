import { sql, type RawBuilder } from 'kysely'
import type { Scope } from '#platform/access/contract'

/** `scopeCondition` for ledger rows with org_path and rm. An empty scope sees nothing. */
export function scopeFilter(scope: Scope): RawBuilder<boolean> {
  if (scope.orgPaths.length === 0) return sql<boolean>`false`
  const inside = scope.orgPaths.includes('/')
    ? sql<boolean>`true`
    : sql<boolean>`(${sql.join(scope.orgPaths.map((path) => sql`starts_with(org_path, ${path})`), sql` or `)})`
  return scope.ownBookOf === undefined ? inside : sql<boolean>`(${inside} and rm = ${scope.ownBookOf})`
}
