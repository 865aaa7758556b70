import type { Matrix, TrainedModel } from '#kernel/learn'
import type { Context } from '#platform/context'

/** Scores of rows, in a worker. */
export function scoresOf(context: Context, fitted: TrainedModel, matrix: Matrix, signal?: AbortSignal): Promise<Float64Array> {
  return context.compute.run<Float64Array>({ module: '#kernel/learn', name: 'scoreTrained', args: [fitted, matrix] }, signal)
}
