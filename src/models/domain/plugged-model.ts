import type { calibrate, Feature, Fitted, TrainedModel, TypicalRow } from '#kernel/learn'
import type { EndpointPlug, ExpressionPlug, OnnxPlug, Plug } from '../contract-plug.js'
import type { OnnxPlan } from './onnx-plan.js'

type Calibrator = Parameters<typeof calibrate>[0]

/** A model that was brought and not learned here: plain data, with what its scoring needs. */
export interface PluggedModel extends Fitted {
  readonly kind: 'plugged'
  readonly target: 'probability' | 'amount'
  readonly features: readonly Feature[]
  readonly unused: readonly string[]
  readonly plug: ExpressionPlug | (OnnxPlug & { readonly plan: OnnxPlan }) | EndpointPlug
  readonly calibrator: Calibrator | null
  /** What its reasons are measured from. */
  readonly typical: TypicalRow
}

/** Whatever gives one score for the features of a customer. */
export type FittedModel = TrainedModel | PluggedModel

/** Whether an algorithm is one the bank brings. */
export function isPlug(algorithm: { readonly kind: string }): algorithm is Plug {
  return algorithm.kind === 'expression' || algorithm.kind === 'onnx' || algorithm.kind === 'http'
}
