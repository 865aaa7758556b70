import type { Sql } from '#kernel/sql'
import type { Chance } from './chance.js'
import type { Engine } from './engine.js'
import type { BankSize } from './latent/ties.js'
import type { Output } from './tables/output.js'
import { BEHAVIOUR_PARTS } from '../behaviour/behaviour-parts.js'

/** What a part works with. Of a chunk `latent_customer`, `valued_position`, `demand_plan`, `loan_latent` and `worth` are kept. */
export interface Stage {
  readonly engine: Engine
  readonly chance: Chance
  readonly size: BankSize
  readonly seed: number
}

/** Files and truths one part adds; its tables are dropped by `after`. */
export interface Added {
  readonly outputs: readonly Output[]
  readonly truths?: Readonly<Record<string, Sql>>
  after?(): Promise<void>
}

/** Something generated on top of the core: app events, campaigns. */
export interface Part {
  readonly name: string
  /** After a chunk's own tables: rows of its customers. */
  chunk?(stage: Stage, from: number, count: number): Promise<Added>
  /** After all chunks: tables of the whole bank. */
  bank?(stage: Stage): Promise<Added>
  /** What truth.json says of it. */
  document?(stage: Stage): Promise<Record<string, unknown>>
}

/** The parts, in the order their files are loaded. */
export const PARTS: readonly Part[] = BEHAVIOUR_PARTS
