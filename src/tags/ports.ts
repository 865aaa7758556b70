import type { Sql } from '#kernel/sql'
import type { MeasureValue, ScoreValue } from './contract.js'
import type { TagEffect } from './domain/evaluation/grade.js'
import type { OrgPath } from './sql/build-snapshot.js'

/** What app gives the room. */
export interface TagPorts {
  /** Every org with its path. */
  orgPaths(): Promise<readonly OrgPath[]>
}

/** A run of published scores and how its rows are read. */
export interface ScoreReading {
  readonly runId: number
  readonly version: number
  readonly asOf: string
  /** A query of `cust_no` and `value`. */
  readonly rows: Sql
}

/** What the room of models gives: the newest published run of a model or an analysis that was known on a date. */
export interface ScorePort {
  newest(scored: ScoreValue | MeasureValue, asOf: string): Promise<ScoreReading | null>
}

/** What the room of reviews gives: first metrics of evaluated strategies, each against its control. */
export interface EffectPort {
  effects(strategies: readonly string[]): Promise<readonly TagEffect[]>
}
