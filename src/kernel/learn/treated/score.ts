import { takeRows, type Matrix } from '../data/matrix.js'
import type { Explanation } from '../model/fitted.js'
import { scoreTrained } from '../trained/score.js'
import { amountsOf } from './amount.js'
import type { TreatedModel, TreatedScores } from './contract.js'
import { effectKind } from './planned.js'

/**
 * Chances without and with each arm, the effect, and the money the arm brings: chance treated × amount treated less chance
 * untreated × amount untreated, the chance treated being the chance untreated plus the effect. Errors: LEARN_COLUMN_MISSING,
 * LEARN_COLUMN_KIND.
 */
export function scoreTreated(model: TreatedModel, matrix: Matrix): TreatedScores {
  const organic = scoreTrained(model.organic, matrix)
  const { organicAmount } = model
  const without = organicAmount === null ? null : amountsOf(organicAmount, matrix)
  const arms = model.arms.map(({ arm, effect, response, amount }) => {
    const effects = effectKind(effect).score(effect, matrix)
    const money = amount === null ? null : amountsOf(amount, matrix)
    return { arm, effect: effects, response: scoreTrained(response, matrix), gain: money === null || without === null ? null : gainOf({ organic, effects, money, without }) }
  })
  return { organic, arms }
}

function gainOf(parts: { organic: Float64Array; effects: Float64Array; money: Float64Array; without: Float64Array }): Float64Array {
  return parts.effects.map((effect, row) => {
    const alone = parts.organic[row] as number
    const treated = Math.min(1, Math.max(0, alone + effect))
    return treated * (parts.money[row] as number) - alone * (parts.without[row] as number)
  })
}

/** What an arm is ranked by: the money it brings, else its effect. */
export function worthOf(arm: TreatedScores['arms'][number]): Float64Array {
  return arm.gain ?? arm.effect
}

/** Place of the arm worth most to each row: the first of equals. It may be worth less than nothing. */
export function bestArmOf({ arms }: TreatedScores): Uint8Array {
  const worth = arms.map(worthOf)
  const rows = worth[0]?.length ?? 0
  return Uint8Array.from({ length: rows }, (_, row) => {
    let best = 0
    worth.forEach((values, at) => {
      if ((values[row] as number) > ((worth[best] as Float64Array)[row] as number)) best = at
    })
    return best
  })
}

/** Reasons of an arm's effect on one row, largest first; base and effects add up to the effect. Error: RangeError for a place without an arm. */
export function explainTreated(model: TreatedModel, place: number, matrix: Matrix, row: number): Explanation {
  const arm = model.arms[place]
  if (arm === undefined) throw new RangeError(`no arm at ${place}`)
  const { base, reasons } = effectKind(arm.effect).explain(arm.effect, takeRows(matrix, [row]), 0)
  return { base, reasons: [...reasons].sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || (a.feature < b.feature ? -1 : 1)) }
}
