import { fail } from '#kernel/error'
import type { Fitted, TreatedModel } from '#kernel/learn'

/** The uplift model of a version. @throws AppError MODEL_NOT_UPLIFT */
export function upliftOf(version: { readonly model: string; readonly fitted: Fitted }): TreatedModel {
  return isTreated(version.fitted) ? version.fitted : fail('MODEL_NOT_UPLIFT', { key: version.model })
}

function isTreated(fitted: Fitted): fitted is TreatedModel {
  return fitted.kind === 'treated'
}
