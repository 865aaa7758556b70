import { fail } from '#kernel/error'
import { join, sql } from '#kernel/sql'
import { checkedClasses } from '../data/classes.js'
import type { Estimator } from '../data/fit.js'
import type { CategoryColumn, Matrix } from '../data/matrix.js'
import type { Machine } from '../machine/machine.js'
import { featuresOf, type Fitted, type ModelKind } from '../model/fitted.js'
import { randomForest, type ForestOptions } from './forest.js'
import { forestModel, type ForestModel } from './forest-model.js'

/** A forest a class; the probability of a class is its share of the forests' scores. Plain data. */
export interface ClassForestModel extends Fitted {
  readonly kind: 'class-forest'
  readonly classes: readonly string[]
  readonly forests: readonly ForestModel[]
  readonly rows: number
}

/**
 * Random forest of several classes: one forest of each class against the rest, on the same bootstraps and draws, their
 * scores divided by their sum (one against all; Friedman, Hastie and Tibshirani, The Elements of Statistical Learning, 2nd
 * ed., section 18.3.3 for the scheme). Errors: those of `randomForest` and LEARN_LABEL_CONSTANT, LEARN_MISSING.
 */
export function classForest(machine: Machine, options: ForestOptions = {}): Estimator<CategoryColumn, ClassForestModel> {
  return {
    fit(matrix, target, fit = {}) {
      const { classes, label } = checkedClasses(matrix, target)
      const forests = classes.map((_, own) =>
        randomForest(machine, options).fit(matrix, Float64Array.from(label, (place) => Number(place === own)), { ...fit, tick: (share) => fit.tick?.((own + share) / classes.length) }),
      )
      return { kind: 'class-forest', features: featuresOf(matrix), classes, forests, rows: matrix.rows }
    },
  }
}

/** Probabilities of the classes of each row: row after row, in the order of `classes`; equal where no tree speaks for any. */
export function classForestScores({ classes, forests }: ClassForestModel, matrix: Matrix): Float64Array {
  const scores = forests.map((forest) => forestModel.score(forest, matrix))
  const width = classes.length
  const all = new Float64Array(matrix.rows * width)
  for (let row = 0; row < matrix.rows; row += 1) {
    const total = scores.reduce((sum, one) => sum + (one[row] as number), 0)
    scores.forEach((one, at) => {
      all[row * width + at] = total > 0 ? (one[row] as number) / total : 1 / width
    })
  }
  return all
}

/**
 * The view of one class: its probability, the SQL of that probability, and the reasons of its own forest (in the forest's
 * score before the division). Error: LEARN_PARAM.
 */
export function classForestClass(name: string): ModelKind<ClassForestModel> {
  const placeIn = ({ classes }: ClassForestModel) => {
    const at = classes.indexOf(name)
    return at >= 0 ? at : fail('LEARN_PARAM', { name: 'class', value: name, allowed: classes.join(' | ') })
  }
  return {
    score(model, matrix) {
      const at = placeIn(model)
      const all = classForestScores(model, matrix)
      return Float64Array.from({ length: matrix.rows }, (_, row) => all[row * model.classes.length + at] as number)
    },
    sql(model, column) {
      const own = placeIn(model)
      const scores = model.forests.map((forest) => forestModel.sql(forest, column))
      return sql`arrayMap(s -> if(arraySum(s) > 0, s[${own + 1}] / arraySum(s), ${1 / model.classes.length}), [[${join(scores)}]])[1]`
    },
    explain: (model, matrix, row) => forestModel.explain(model.forests[placeIn(model)] as ForestModel, matrix, row),
  }
}
