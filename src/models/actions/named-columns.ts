import type { Fitted } from '#kernel/learn'
import { featureColumn } from '../domain/feature-column.js'
import type { NamedColumn } from './read-rows.js'

/** Columns a model takes of a table of rows. */
export function namedColumns(fitted: Fitted): NamedColumn[] {
  return fitted.features.map((feature) => ({ name: feature.name, column: featureColumn(feature.name), levels: feature.kind === 'category' ? feature.levels : null }))
}
