import { quantilesOf } from '../metrics/quantile.js'
import type { Interval } from '../metrics/interval.js'
import { armDifference } from '../uplift/average.js'
import type { HeldBack, TreatedRows } from './contract.js'
import { bestArmOf, worthOf } from './score.js'

/** How one group of people fares under an uplift model. */
export interface UpliftGroupLine {
  readonly group: string
  readonly rows: number
  readonly meanEffect: number
  /** Treated less left alone; of several arms the first. Null with fewer than 20 of either. */
  readonly measured: Interval | null
  /** Share of the group among the best tenth by worth, and that over the group's selected most: under 0.8 is looked at. */
  readonly selectedRate: number
  readonly selectedRatio: number
}

const LEAST = 20

/** Effect said, effect measured and selection by group, on customers held back; groups of fewer than 20 rows are left out. */
export function upliftGroups(data: TreatedRows, held: HeldBack, codes: Int32Array, levels: readonly string[]): UpliftGroupLine[] {
  const best = bestArmOf(held)
  const said = Float64Array.from(best, (arm, row) => held.arms[arm]?.effect[row] ?? 0)
  const worths = held.arms.map(worthOf)
  const worth = Float64Array.from(best, (arm, row) => worths[arm]?.[row] ?? 0)
  const [cut = 0] = quantilesOf(worth, [0.9])
  const lines = levels.flatMap((group, code): UpliftGroupLine[] => {
    const rows = [...codes.keys()].filter((row) => codes[row] === code)
    if (rows.length < LEAST) return []
    const mean = (of: (row: number) => number): number => rows.reduce((sum, row) => sum + of(row), 0) / rows.length
    return [{ group, rows: rows.length, meanEffect: mean((row) => said[row] as number), measured: measuredOf(data, held, rows), selectedRate: mean((row) => Number((worth[row] as number) > cut)), selectedRatio: 1 }]
  })
  const most = Math.max(0, ...lines.map(({ selectedRate }) => selectedRate))
  return lines.map((line) => ({ ...line, selectedRatio: most > 0 ? line.selectedRate / most : 1 }))
}

function measuredOf(data: TreatedRows, held: HeldBack, rows: readonly number[]): Interval | null {
  const chance = held.propensity[0]
  const own = rows.filter((row) => chance !== undefined && !Number.isNaN(chance[row]) && (data.arm[row] as number) <= 1)
  const treatment = Uint8Array.from(own, (row) => data.arm[row] as number)
  const treated = treatment.reduce((sum, one) => sum + one, 0)
  if (chance === undefined || Math.min(treated, own.length - treated) < LEAST) return null
  const outcome = Float64Array.from(own, (row) => data.outcome[row] as number)
  return armDifference({ treatment, outcome, weights: new Float64Array(own.length).fill(1) }, Float64Array.from(own, (row) => chance[row] as number))
}
