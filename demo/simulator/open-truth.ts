import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from '#kernel/sql'
import { chanceOf, type Chance } from '../generator/chance.js'
import { openEngine, type Engine } from '../generator/engine.js'

/** The truth of a generated bank, opened: its engine holds `latent_customer`, `feature` and `state`. */
export interface OpenTruth {
  readonly engine: Engine
  readonly chance: Chance
  readonly seed: number
}

/** Opens the truth folder a generation wrote. @throws Error when it is not one */
export async function openTruth(folder: string): Promise<OpenTruth> {
  const text = await readFile(join(folder, 'truth.json'), 'utf8').catch(() => {
    throw new Error(`${folder} holds no truth.json: generate a demo bank first`)
  })
  const { seed } = JSON.parse(text) as { seed: number }
  const engine = await openEngine()
  const tables = { latent_customer: 'truth_latent', feature: 'truth_feature', state: 'truth_state' }
  for (const [table, file] of Object.entries(tables)) await engine.keep(table, sql`SELECT * FROM file(${join(folder, `${file}*.parquet`)})`)
  return { engine, chance: chanceOf(seed), seed }
}
