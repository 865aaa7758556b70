import { Mistakes } from '#kernel/error'
import { exchanged, exchangeShares, fitPlatt, importanceOf, takeRows, toLogit, typicalRow, type Matrix } from '#kernel/learn'
import type { Context } from '#platform/context'
import type { Figures, Model, Plug } from '../../contract.js'
import { planOnnx } from '../../domain/onnx-plan.js'
import type { FittedModel, PluggedModel } from '../../domain/plugged-model.js'
import { getModelFile } from '../../store/model-file-store.js'
import type { Parts } from '../read-parts.js'
import { scoresOf } from '../scores-of.js'
import { uncalibrated } from './score-plug.js'

/** Rows of the rarer label a calibration needs, as for trained models. */
const LEAST_TO_CALIBRATE = 20

/**
 * Takes a brought model as a version: nothing is learned but, where asked for, a calibration on the validation rows.
 * @throws AppError those of scoring; Mistakes of MODEL_ONNX_INPUTS
 */
export async function fitPlug(context: Context, model: Model, plug: Plug, parts: Parts, signal: AbortSignal): Promise<PluggedModel> {
  const { columns } = parts.train.matrix
  const features = columns.map((column) => (column.kind === 'number' ? ({ name: column.name, kind: 'number' } as const) : ({ name: column.name, kind: 'category', levels: column.levels } as const)))
  const fitted: PluggedModel = {
    kind: 'plugged',
    target: model.task === 'binary' ? 'probability' : 'amount',
    features,
    unused: [],
    plug: plug.kind === 'onnx' ? { ...plug, plan: await filePlan(context, plug, parts.train.matrix) } : plug,
    calibrator: null,
    typical: typicalRow(parts.train.matrix),
  }
  return plug.recalibrate && fitted.target === 'probability' ? { ...fitted, calibrator: await calibratorOf(context, fitted, parts, signal) } : fitted
}

async function filePlan(context: Context, plug: Plug & { kind: 'onnx' }, matrix: Matrix) {
  const { shape } = await getModelFile(context.ledger, plug.file)
  const planned = planOnnx(shape, matrix.columns.map(({ name, kind }) => ({ key: name, kind })), plug.output)
  if (!planned.ok) throw new Mistakes([...planned.mistakes])
  return planned.part
}

async function calibratorOf(context: Context, fitted: PluggedModel, { valid }: Parts, signal: AbortSignal): Promise<PluggedModel['calibrator']> {
  const scores = await uncalibrated(context, fitted, valid.matrix, signal)
  const rows = Array.from(scores.keys()).filter((row) => Number.isFinite(scores[row]))
  const label = Float64Array.from(rows, (row) => valid.label[row] ?? 0)
  const ones = label.reduce((sum, each) => sum + each, 0)
  if (Math.min(ones, label.length - ones) < LEAST_TO_CALIBRATE) return null
  return fitPlatt(label, toLogit(Float64Array.from(rows, (row) => scores[row] ?? 0)))
}

/** Rows shares of brought models are measured on. */
const SAMPLE = 1000

/** Share each feature has in what a model does: by its own parts, or by dealing values out anew where it shows none. */
export async function sharesOf(context: Context, fitted: FittedModel, matrix: Matrix, seed: number, signal: AbortSignal): Promise<Figures['importance']> {
  if (fitted.kind === 'trained') return importanceOf(fitted, matrix)
  const step = Math.max(1, Math.ceil(matrix.rows / SAMPLE))
  const some = takeRows(matrix, Array.from({ length: Math.floor(matrix.rows / step) }, (_, at) => at * step))
  const scores = await scoresOf(context, fitted, some, signal)
  const moved: Float64Array[] = []
  for (const at of some.columns.keys()) moved.push(await scoresOf(context, fitted, exchanged(some, at, seed), signal))
  return [...exchangeShares(some.columns.map(({ name }) => name), scores, moved)]
}
