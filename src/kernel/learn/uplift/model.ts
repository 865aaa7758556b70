import { fail } from '#kernel/error'
import { param, sql, type Sql } from '#kernel/sql'
import type { Matrix } from '../data/matrix.js'
import type { Explanation, Feature, Fitted, ModelKind, Reason } from '../model/fitted.js'
import { combined, inUnitsOfScore } from './additive.js'
import type { KindOf, UpliftModel } from './contract.js'
import { withTreatment } from './learners.js'
import { propensityScores, propensitySql } from './propensity.js'

/** Kinds of parts by their name, as `upliftModel` wants them. Error of the answer: LEARN_MODEL_UNREADABLE. */
export function kindsOf(kinds: Readonly<Record<string, ModelKind<Fitted>>>): KindOf {
  return ({ kind }) => kinds[kind] ?? fail('LEARN_MODEL_UNREADABLE', { reason: kind })
}

/**
 * Score (the effect, in units of the outcome), SQL and explanation of an effect model, given what its parts can do. Its SQL
 * is that of the parts put together; its reasons are the parts' reasons brought to units of the outcome, and add up to
 * the effect.
 */
export function upliftModel(kindOf: KindOf): ModelKind<UpliftModel> {
  return {
    score: (model, matrix) => scoreOf(kindOf, model, matrix),
    sql: (model, column) => sqlOf(kindOf, model, column),
    explain: (model, matrix, row) => explainOf(kindOf, model, matrix, row),
  }
}

function scoreOf(kindOf: KindOf, { parts }: UpliftModel, matrix: Matrix): Float64Array {
  const score = (part: Fitted, rows = matrix) => kindOf(part).score(part, rows)
  switch (parts.method) {
    case 's': {
      const arm = (value: 0 | 1) =>
        withTreatment(matrix, parts.treatment, new Uint8Array(matrix.rows).fill(value))
      return minus(score(parts.outcome, arm(1)), score(parts.outcome, arm(0)))
    }
    case 't':
      return minus(score(parts.treated), score(parts.control))
    case 'x': {
      const chances = propensityScores(kindOf, parts.propensity, matrix)
      const control = score(parts.control)
      return score(parts.treated).map((value, row) => {
        const chance = chances[row] as number
        return chance * (control[row] as number) + (1 - chance) * value
      })
    }
    case 'class':
      return score(parts.transformed).map((value) => 2 * value - 1)
    case 'r':
    case 'dr':
      return score(parts.effect)
  }
}

function minus(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((value, row) => value - (right[row] as number))
}

function sqlOf(kindOf: KindOf, { parts }: UpliftModel, column: (feature: Feature) => Sql): Sql {
  const print = (part: Fitted, of = column) => kindOf(part).sql(part, of)
  switch (parts.method) {
    case 's': {
      const arm = (value: 0 | 1) => (feature: Feature) =>
        feature.name === parts.treatment ? sql`${param(value, 'Float64')}` : column(feature)
      return sql`(${print(parts.outcome, arm(1))}) - (${print(parts.outcome, arm(0))})`
    }
    case 't':
      return sql`(${print(parts.treated)}) - (${print(parts.control)})`
    case 'x': {
      const chance = propensitySql(kindOf, parts.propensity, column)
      return sql`(${chance}) * (${print(parts.control)}) + (1 - (${chance})) * (${print(parts.treated)})`
    }
    case 'class':
      return sql`2 * (${print(parts.transformed)}) - 1`
    case 'r':
    case 'dr':
      return print(parts.effect)
  }
}

function explainOf(kindOf: KindOf, model: UpliftModel, matrix: Matrix, row: number): Explanation {
  const { parts } = model
  const explain = (part: Fitted, rows = matrix) => inUnitsOfScore(kindOf(part), part, rows, row)
  switch (parts.method) {
    case 's': {
      const arm = (value: 0 | 1) =>
        withTreatment(matrix, parts.treatment, new Uint8Array(matrix.rows).fill(value))
      const sum = combined([
        [1, explain(parts.outcome, arm(1))],
        [-1, explain(parts.outcome, arm(0))],
      ])
      return treatmentIntoBase(sum, parts.treatment)
    }
    case 't':
      return combined([
        [1, explain(parts.treated)],
        [-1, explain(parts.control)],
      ])
    case 'x': {
      const chance = propensityScores(kindOf, parts.propensity, matrix)[row] as number
      return combined([
        [chance, explain(parts.control)],
        [1 - chance, explain(parts.treated)],
      ])
    }
    case 'class': {
      const { base, reasons } = combined([[2, explain(parts.transformed)]])
      return { base: base - 1, reasons }
    }
    case 'r':
    case 'dr':
      return explain(parts.effect)
  }
}

/** The treatment is not the customer's own feature: what it moves is the base of the effect. */
function treatmentIntoBase({ base, reasons }: Explanation, treatment: string): Explanation {
  const moved = reasons.find((reason) => reason.feature === treatment)?.effect ?? 0
  const others: readonly Reason[] = reasons.filter((reason) => reason.feature !== treatment)
  return { base: base + moved, reasons: others }
}

/**
 * What a customer would do untreated, for models that know it: the S- and T-learner. Null for the others, whose parts know
 * only the effect.
 */
export function untreatedOutcome(
  kindOf: KindOf,
  { parts }: UpliftModel,
  matrix: Matrix,
): Float64Array | null {
  if (parts.method === 't') return kindOf(parts.control).score(parts.control, matrix)
  if (parts.method !== 's') return null
  return kindOf(parts.outcome).score(
    parts.outcome,
    withTreatment(matrix, parts.treatment, new Uint8Array(matrix.rows)),
  )
}

/** The same as an expression of the engine. */
export function untreatedOutcomeSql(
  kindOf: KindOf,
  { parts }: UpliftModel,
  column: (feature: Feature) => Sql,
): Sql | null {
  if (parts.method === 't') return kindOf(parts.control).sql(parts.control, column)
  if (parts.method !== 's') return null
  const untreated = (feature: Feature) =>
    feature.name === parts.treatment ? sql`${param(0, 'Float64')}` : column(feature)
  return kindOf(parts.outcome).sql(parts.outcome, untreated)
}
