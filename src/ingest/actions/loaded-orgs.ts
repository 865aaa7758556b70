import { query, sql } from '#kernel/sql'
import type { OrgRow } from '../ports.js'
import type { TargetOutcome } from './build-report.js'
import type { TargetsInput } from './write-targets.js'

/** The org tree this load brought, or null when it brought none. */
export async function loadedOrgs(input: TargetsInput, outcomes: readonly TargetOutcome[]): Promise<OrgRow[] | null> {
  const runIds = outcomes.filter((outcome) => outcome.target.table === 'org').map((outcome) => outcome.runId)
  if (runIds.length === 0) return null
  return input.context.warehouse.query(
    query<OrgRow>(
      sql`SELECT row_key AS orgId, nullIf(ifNull(parent_id, ''), '') AS parentId, level, ifNull(name_zh, row_key) AS nameZh, name_en AS nameEn FROM bank_org WHERE has(${runIds}, toInt64(run_id)) ORDER BY row_key`,
    ),
  )
}
