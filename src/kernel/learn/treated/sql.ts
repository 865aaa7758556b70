import type { Sql } from '#kernel/sql'
import type { Feature } from '../model/fitted.js'
import { trainedSql } from '../trained/score.js'
import { amountModelSql } from './amount.js'
import type { TreatedModel } from './contract.js'
import { effectKind } from './planned.js'

/** The parts of what a model says of a row, as expressions of the engine; null where no money is known. */
export interface TreatedSql {
  readonly organic: Sql
  /** Amount of who converts untreated. */
  readonly without: Sql | null
  readonly arms: readonly { readonly arm: string; readonly effect: Sql; readonly response: Sql; readonly money: Sql | null; readonly replicates: readonly Sql[] }[]
}

/** The parts of `scoreTreated` as expressions; `column` gives the expression of a feature (NULL is missing). */
export function treatedSql(model: TreatedModel, column: (feature: Feature) => Sql): TreatedSql {
  return {
    organic: trainedSql(model.organic, column),
    without: model.organicAmount === null ? null : amountModelSql(model.organicAmount, column),
    arms: model.arms.map(({ arm, effect, response, amount, replicates = [] }) => ({
      arm,
      effect: effectKind(effect).sql(effect, column),
      response: trainedSql(response, column),
      money: amount === null ? null : amountModelSql(amount, column),
      replicates: replicates.map((each) => effectKind(each).sql(each, column)),
    })),
  }
}
