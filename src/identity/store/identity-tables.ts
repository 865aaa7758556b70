import type { ColumnType, Generated } from 'kysely'
import type { ChangeKind, PairDecision } from '../contract.js'

export type IdentityTables = {
  identity_change: {
    id: Generated<number>
    kind: ChangeKind
    status: Generated<'pending' | 'applied' | 'failed'>
    cust_ids: string[]
    undo_of: number | null
    undo_merge: number | null
    note: string | null
    rules_version: number | null
    merges: Generated<number>
    customers: Generated<number>
    run_id: ColumnType<number | null, undefined, number>
    job_id: ColumnType<string | null, undefined, string>
    actor_id: string
    actor_name: string
    created_at: Generated<string>
    applied_at: ColumnType<string | null, string | undefined, string>
  }
  identity_decision: {
    id: Generated<number>
    a_id: string
    b_id: string
    decision: PairDecision
    note: string | null
    pattern: number
    kinds: number
    change_id: number | null
    actor_id: string
    actor_name: string
    at: Generated<string>
  }
}
