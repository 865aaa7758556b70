import { fail } from '#kernel/error'
import { calibrate, toLogit, type Matrix } from '#kernel/learn'
import type { OnnxFeed } from '#platform/compute'
import type { Context } from '#platform/context'
import { FEATURE_TABLE } from '../../contract-plug.js'
import type { OnnxInput } from '../../domain/onnx-plan.js'
import type { PluggedModel } from '../../domain/plugged-model.js'
import { askEndpoint } from './ask-endpoint.js'
import { readModelFile } from './keep-model-file.js'

/** Hears how many rows have their score. */
export type OnRows = (done: number) => void

/**
 * Scores of rows by a model the bank brought: probabilities or amounts, NaN where it gives none.
 * @throws AppError MODEL_SCORE_RANGE, MODEL_ONNX_UNKNOWN, MODEL_ONNX_OUTPUT, MODEL_ENDPOINT, MODEL_ENDPOINT_ANSWER
 */
export async function scorePlugged(context: Context, model: PluggedModel, matrix: Matrix, signal?: AbortSignal, onRows?: OnRows): Promise<Float64Array> {
  const raw = await uncalibrated(context, model, matrix, signal, onRows)
  return model.calibrator === null ? raw : calibrate(model.calibrator, toLogit(raw))
}

/** Scores before calibration. */
export async function uncalibrated(context: Context, model: PluggedModel, matrix: Matrix, signal?: AbortSignal, onRows?: OnRows): Promise<Float64Array> {
  if (matrix.rows === 0) return new Float64Array(0)
  const given = await givenScores(context, model, matrix, signal, onRows)
  const { otherwise = Number.NaN } = model.plug
  const scores = given.map((score) => (Number.isFinite(score) ? score : otherwise))
  return model.target === 'probability' ? probabilities(model, scores) : scores
}

async function givenScores(context: Context, model: PluggedModel, matrix: Matrix, signal?: AbortSignal, onRows?: OnRows): Promise<Float64Array> {
  const { plug } = model
  switch (plug.kind) {
    case 'expression': {
      const args = [plug.value, { table: FEATURE_TABLE, rows: matrix.rows, columns: matrix.columns }]
      return context.compute.run<Float64Array>({ module: '#kernel/rule', name: 'evaluateTable', args }, signal)
    }
    case 'onnx': {
      const feeds = plug.plan.inputs.map((input) => feedOf(input, matrix))
      const args = [await readModelFile(context, plug.file), matrix.rows, feeds, plug.plan.score]
      return context.compute.run<Float64Array>({ module: '#platform/compute', name: 'scoreOnnx', args }, signal)
    }
    case 'http':
      return Float64Array.from(await askEndpoint(context, plug, matrix, signal, onRows), ({ score }) => score ?? Number.NaN)
  }
}

/** Log-odds become probabilities; what is outside 0 to 1 is refused. */
function probabilities({ plug }: PluggedModel, scores: Float64Array): Float64Array {
  if (plug.kind === 'expression' && plug.scale === 'log-odds') return scores.map((odds) => 1 / (1 + Math.exp(-odds)))
  const outside = scores.filter((score) => score < 0 || score > 1)
  if (outside.length > 0) fail('MODEL_SCORE_RANGE', { rows: outside.length, value: outside[0] ?? 0 })
  return scores
}

function feedOf({ name, type, flat, features }: OnnxInput, matrix: Matrix): OnnxFeed {
  const columns = features.map((feature) => matrix.columns.find((column) => column.name === feature))
  const width = features.length
  if (type === 'string') {
    const [column] = columns
    const texts = column?.kind === 'category' ? Array.from(column.codes, (code) => column.levels[code] ?? '') : []
    return { name, width, flat, values: texts }
  }
  const values = type === 'float32' ? new Float32Array(matrix.rows * width) : new Float64Array(matrix.rows * width)
  columns.forEach((column, at) => {
    for (let row = 0; row < matrix.rows; row += 1) values[row * width + at] = column?.kind === 'number' ? (column.values[row] ?? Number.NaN) : Number.NaN
  })
  return { name, width, flat, values }
}
