import { neutralCsvLine } from '#platform/http'
import type { EvaluationResult } from './contract.js'

const COLUMNS = ['split', 'value', 'metric', 'arm', 'control', 'n_arm', 'n_control', 'mean_arm', 'mean_control', 'diff', 'ci_low', 'ci_high', 'p_value', 'p_adjusted'] as const

/** A result as CSV: totals first, then every split. */
export async function* resultCsv(result: EvaluationResult | null): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine([...COLUMNS])}`
  if (result === null) return
  for (const row of result.metrics) {
    yield neutralCsvLine(['', '', row.metric, row.arm, row.control, row.n_arm, row.n_control, row.mean_arm, row.mean_control, row.diff, row.ci_low, row.ci_high, row.p_value, row.p_adjusted])
  }
  for (const split of result.splits) {
    for (const row of split.rows) {
      yield neutralCsvLine([split.tag, row.value, split.metric, split.arm, result.control, row.n_arm, row.n_control, row.mean_arm, row.mean_control, row.diff, row.ci_low, row.ci_high, row.p_value, row.p_adjusted])
    }
  }
}
