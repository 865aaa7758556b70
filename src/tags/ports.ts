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

/** A past campaign whose offer was given at random. */
export interface TagExperiment {
  readonly campaign: string
  /** The published uplift model that says so, and its name. */
  readonly model: string
  readonly name: { readonly zh: string; readonly en: string }
  /** Outcome that counts. */
  readonly metric: string
  /** The day before its first touch: tags are taken as of it. */
  readonly asOf: string
  /** Last day whose outcomes count. */
  readonly until: string
  /** A query of `cust_no`, `treated` (1, or 0 of a control) and `came` (1 when the outcome came). */
  readonly rows: Sql
}

/** What the room of models gives: campaigns given at random whose outcomes are known by a date. */
export interface ExperimentPort {
  experiments(until: string): Promise<readonly TagExperiment[]>
}

/** What the room of reviews gives: first metrics of evaluated strategies, each against its control. */
export interface EffectPort {
  effects(strategies: readonly string[]): Promise<readonly TagEffect[]>
}

/** Where what came of acting on tags is known. */
export interface OutcomePorts {
  readonly effects: EffectPort
  readonly experiments: ExperimentPort
}
