import { fail } from '#kernel/error'
import { takeRows } from '../data/matrix.js'
import type { TreatedRows } from './contract.js'

/** Rows of one arm and of the controls of the campaigns that had the arm: what the arm is compared on. */
export interface Pair {
  readonly arm: string
  /** Rows of the whole. */
  readonly rows: Uint32Array
  /** 1 of the arm, 0 of a control. */
  readonly treatment: Uint8Array
}

/** Fewest treated, fewest controls, and fewest outcomes of an arm. */
const LEAST = { rows: 50, outcomes: 10 }

/**
 * Each arm with its controls, among the rows kept. Errors: LEARN_ARM_EMPTY for an arm or control without rows, LEARN_ARM_SMALL
 * under 50 rows, LEARN_LABEL_CONSTANT under 10 outcomes in both.
 */
export function pairsOf(data: Pick<TreatedRows, 'arm' | 'arms' | 'campaign' | 'campaigns' | 'outcome'>): Pair[] {
  return data.arms.map((arm, at) => {
    const rows = rowsOfPair(data, at + 1)
    const treatment = Uint8Array.from(rows, (row) => (data.arm[row] === at + 1 ? 1 : 0))
    const treated = treatment.reduce((sum, one) => sum + one, 0)
    const counts = [['control', treatment.length - treated], [arm, treated]] as const
    for (const [name, count] of counts) {
      if (count === 0) fail('LEARN_ARM_EMPTY', { arm: name })
      if (count < LEAST.rows) fail('LEARN_ARM_SMALL', { arm: name, rows: count, least: LEAST.rows })
    }
    const outcomes = rows.reduce((sum, row) => sum + (data.outcome[row] as number), 0)
    if (outcomes < LEAST.outcomes || outcomes > rows.length - LEAST.outcomes) fail('LEARN_LABEL_CONSTANT', { value: outcomes < LEAST.outcomes ? 0 : 1 })
    return { arm, rows, treatment }
  })
}

function rowsOfPair({ arm, campaign, campaigns }: Pick<TreatedRows, 'arm' | 'campaign' | 'campaigns'>, code: number): Uint32Array {
  const had = campaigns.map(() => false)
  arm.forEach((own, row) => {
    if (own === code) had[campaign[row] as number] = true
  })
  const rows: number[] = []
  arm.forEach((own, row) => {
    if (own === code || (own === 0 && had[campaign[row] as number] === true)) rows.push(row)
  })
  return Uint32Array.from(rows)
}

/** Some rows of the whole. */
export function takeTreated(data: TreatedRows, rows: ArrayLike<number>): TreatedRows {
  const numbers = (values: ArrayLike<number>) => Float64Array.from(rows, (row) => values[row] as number)
  return {
    ...data,
    matrix: takeRows(data.matrix, rows),
    arm: Uint8Array.from(rows, (row) => data.arm[row] as number),
    campaign: Uint16Array.from(rows, (row) => data.campaign[row] as number),
    fold: Uint8Array.from(rows, (row) => data.fold[row] as number),
    outcome: numbers(data.outcome),
    amount: data.amount === null ? null : numbers(data.amount),
  }
}

/** Numbers of the rows that are so. */
export function rowsWhere(count: number, keep: (row: number) => boolean): number[] {
  const rows: number[] = []
  for (let row = 0; row < count; row += 1) if (keep(row)) rows.push(row)
  return rows
}
