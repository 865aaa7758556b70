import type { Matrix } from '#kernel/learn'
import type { Context } from '#platform/context'
import type { FittedModel } from '../domain/plugged-model.js'
import { scorePlugged, type OnRows } from './plug/score-plug.js'

/** Scores of rows, whatever kind of model gives them: in a worker, or by the bank's own service. NaN where there is none. */
export function scoresOf(context: Context, fitted: FittedModel, matrix: Matrix, signal?: AbortSignal, onRows?: OnRows): Promise<Float64Array> {
  if (fitted.kind === 'plugged') return scorePlugged(context, fitted, matrix, signal, onRows)
  return context.compute.run<Float64Array>({ module: '#kernel/learn', name: 'scoreTrained', args: [fitted, matrix] }, signal)
}
