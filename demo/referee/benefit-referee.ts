import { join } from 'node:path'
import { query, sql } from '#kernel/sql'
import { FACES } from '../behaviour/reward-table.js'
import type { Engine } from '../generator/engine.js'
import { BENEFIT } from '../generator/parameters/marginal.js'
import type { Product } from '../load/product.js'
import { newestOf } from './analysis-rows.js'
import { percent, type Judged } from './analysis-verdict.js'

interface BenefitFigures {
  readonly response: readonly { readonly face: number; readonly smooth: number }[]
  readonly steps: readonly { readonly face: number; readonly share: number }[]
  readonly plan: { readonly allocation: readonly { readonly face: number; readonly customers: number }[] }
}

const SAVED = 0.35
const MINOR = 100
/** As the experiment was made: chance to use a face that moves, and to use any. */
const MOVED = 0.6
const ANYWAY = 0.08

/** TR12: the faces that move people, and what the cheapest faces with as many uses as a flat one would really save. */
export async function refereeBenefit(product: Product, engine: Engine, truthFolder: string): Promise<Judged> {
  const figures = (await newestOf(product, 'benefit')).figures as BenefitFigures
  const faces = figures.steps.map(({ face }) => face / MINOR)
  const rows = await engine.rows(query<{ face: number; share: number }>(sql`SELECT benefit_face AS face, count() / sum(count()) OVER () AS share FROM file(${join(truthFolder, 'truth_latent*.parquet')}) WHERE has_app AND NOT churned AND marketing_consent GROUP BY face ORDER BY face`))
  const uses = (face: number): number => ANYWAY + (1 - ANYWAY) * MOVED * rows.filter((row) => row.face > 0 && row.face <= face).reduce((sum, row) => sum + row.share, 0)
  // The least face the product says brings as many as each flat one it tried.
  const savings = FACES.filter((face) => face > 0).map((flat) => {
    const wanted = figures.response.find(({ face }) => face === flat * MINOR)?.smooth ?? 1
    const chosen = (figures.response.find(({ smooth }) => smooth >= wanted - 1e-9)?.face ?? flat * MINOR) / MINOR
    return { flat, chosen, kept: uses(chosen) / uses(flat), saved: 1 - (chosen * uses(chosen)) / (flat * uses(flat)) }
  })
  const best = savings.filter(({ kept, flat }) => kept > 0.999 && flat >= Math.min(...faces)).reduce((most, each) => (each.saved > most.saved ? each : most), { flat: 0, chosen: 0, kept: 1, saved: 0 })
  return {
    judgements: [
      { truth: 'TR12', what: 'faces that move 有效面额', found: faces.join(', '), wanted: BENEFIT.faces.join(', '), met: faces.join() === BENEFIT.faces.join() },
      { truth: 'TR12', what: 'budget at equal uses 同等转化省预算', found: `${percent(best.saved)} (${best.chosen} for ${best.flat})`, wanted: `≥ ${percent(SAVED)}`, met: best.saved >= SAVED },
    ],
    notes: savings.map(({ flat, chosen, kept, saved }) => `flat 统一 ${flat} → ${chosen}: uses ×${kept.toFixed(2)}, cost −${percent(saved)}`),
  }
}
