import type { Generated } from 'kysely'
import type { RequestState } from '../contract-life.js'

export interface TagRequestRow {
  id: Generated<number>
  name_zh: string
  name_en: string | null
  decision: string
  tag: string | null
  version: number | null
  state: RequestState
  proposed_by_id: string
  proposed_by_name: string
  proposed_org: string | null
  defined_by_id: string | null
  proposed_at: Generated<string>
  review_due: string | null
}

export interface TagRequestStepRow {
  id: Generated<number>
  request_id: number
  at: Generated<string>
  by_id: string
  by_name: string
  from_state: RequestState | null
  to_state: RequestState
  why: string
}

export type TagTables = {
  tag_request: TagRequestRow
  tag_request_step: TagRequestStepRow
}
