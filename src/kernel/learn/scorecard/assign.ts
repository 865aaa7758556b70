import { fail } from '#kernel/error'
import type { Column } from '../data/matrix.js'
import { binOf } from '../metrics/quantile.js'
import type { Binning } from './contract.js'

/** The bin of every row: its place in `binning.bins`, -1 for a category not seen in training. Error: LEARN_COLUMN_KIND. */
export function binsOf(binning: Binning, column: Column): Int32Array {
  const missing = binning.bins.length - 1
  if (binning.kind === 'number' && column.kind === 'number') {
    const { cuts, specials } = binning
    const edges = Float64Array.from(cuts)
    return Int32Array.from(column.values, (value) => {
      if (value !== value) return missing
      const special = specials.indexOf(value)
      return special < 0 ? binOf(edges, value) : cuts.length + 1 + special
    })
  }
  if (binning.kind === 'category' && column.kind === 'category') {
    const places = new Map(binning.groups.flatMap((group, at) => group.map((level) => [level, at] as const)))
    const bins = column.levels.map((level) => places.get(level) ?? -1)
    return column.codes.map((code) => (code < 0 ? missing : (bins[code] as number)))
  }
  return fail('LEARN_COLUMN_KIND', { column: column.name, expected: binning.kind, got: column.kind })
}

/** Values of bins by row; a level not seen takes `unseen`. */
export function throughBins(bins: Int32Array, values: readonly number[], unseen: number): Float64Array {
  const table = Float64Array.from(values)
  const all = new Float64Array(bins.length)
  for (let row = 0; row < bins.length; row += 1) {
    const bin = bins[row] as number
    all[row] = bin < 0 ? unseen : (table[bin] as number)
  }
  return all
}
