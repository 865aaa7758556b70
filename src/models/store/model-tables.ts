import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { StabilityBase } from '#kernel/learn'
import type { FittedModel } from '../domain/plugged-model.js'
import type { Figures, VersionStatus } from '../contract.js'

/** Distributions of training rows, for drift: of each feature by key, and of the score. */
export interface DriftBase {
  readonly features: Readonly<Record<string, StabilityBase>>
  readonly score: StabilityBase
}

export type ModelTables = {
  model_version: {
    model: string
    number: number
    definition_version: number
    data_run: number
    job_id: string
    algorithm: string
    fitted: JSONColumnType<FittedModel, string, never>
    figures: JSONColumnType<Figures, string, never>
    base: JSONColumnType<DriftBase, string, never>
    status: Generated<VersionStatus>
    trained_by_id: string
    trained_by_name: string
    trained_at: Generated<string>
    approved_by_id: ColumnType<string | null, undefined, string>
    approved_by_name: ColumnType<string | null, undefined, string>
    approved_at: ColumnType<string | null, undefined, string>
    note: ColumnType<string | null, undefined, string>
    promoted_at: ColumnType<string | null, undefined, string>
    cause: ColumnType<string | null, string | null | undefined, never>
  }
}
