import type { Generated } from 'kysely'
import type { HypothesisState, HypothesisVote } from '../contract-hypothesis.js'

export interface HypothesisRow {
  id: Generated<number>
  universe: string
  org_path: string
  author_id: string
  author_name: string
  claim: string
  who: string
  need: string
  why: string
  expected_size: number | null
  expected_effect: string
  evidence: string | null
  /** A rule document as JSON. */
  rule: string | null
  state: Generated<HypothesisState>
  reason: string | null
  segment: string | null
  created_at: Generated<string>
  updated_at: Generated<string>
  revision: Generated<number>
}

export interface HypothesisVoteRow {
  card: number
  person_id: string
  vote: HypothesisVote
  at: Generated<string>
}

export interface HypothesisCommentRow {
  id: Generated<number>
  card: number
  person_id: string
  person_name: string
  text: string
  at: Generated<string>
}

export type HypothesisTables = { hypothesis_card: HypothesisRow; hypothesis_vote: HypothesisVoteRow; hypothesis_comment: HypothesisCommentRow }
