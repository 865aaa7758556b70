import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { AcceptedStep, ContactChannel, OutboxState, TaskState, TaskView } from '../contract.js'
import type { GateInputs } from '../domain/gate.js'

export type ExecutionTables = {
  outbox: {
    id: Generated<number>
    list_id: number
    cust_no: number
    cust_id: string
    shard_key: string
    org_path: string
    rm: string
    arm: string
    channel: ContactChannel
    state: OutboxState
    step: number | null
    reason: string | null
    gate_version: string
    inputs_hash: string
    inputs: JSONColumnType<GateInputs>
    attempts: Generated<number>
    decided_at: Generated<string>
  }
  contact_subject: { cust_id: string }
  contact_cap: {
    list_id: number
    cust_id: string
    channel: ContactChannel
    strategy: string
    day: string
    state: 'RESERVED' | 'CONFIRMED' | 'RELEASED'
  }
  dispatch: {
    list_id: number
    job_id: string
    run_id: number | null
    file_name: string | null
    finished_at: string | null
  }
  task: {
    id: Generated<number>
    list_id: number
    strategy: string
    cust_id: string
    org_path: string
    rm: string
    arm: string
    text: string | null
    state: Generated<TaskState>
    disposition: ColumnType<TaskView['disposition'], undefined, string | null>
    note: ColumnType<string | null, undefined, string | null>
    due: string
    created_at: Generated<string>
    done_at: ColumnType<string | null, undefined, string>
    done_by: ColumnType<string | null, undefined, string>
  }
  gate_policy: {
    version: Generated<number>
    accepted: JSONColumnType<AcceptedStep[], string, never>
    by_id: string
    by_name: string
    at: Generated<string>
  }
}
