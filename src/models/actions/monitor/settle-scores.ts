import { addDays } from '#kernel/calendar'
import { auc, aucInterval, curveOf, rankingOf, type AmountReport } from '#kernel/learn'
import type { Context } from '#platform/context'
import type { TagPorts } from '#tags'
import type { Model, ScoreRun } from '../../contract.js'
import type { Settled } from '../../contract-monitor.js'
import { numberBlocks } from '../../domain/native-blocks.js'
import { settledQuery } from '../../sql/settled-query.js'
import type { StoredVersion } from '../../store/version-store.js'
import { buildRows } from '../build-rows.js'
import { scoreRuns } from '../read-scores.js'

/** Rows below which an AUC says nothing. */
const LEAST_ROWS = 50

interface Place {
  readonly context: Context
  readonly ports: TagPorts
  readonly model: Model
  readonly version: StoredVersion
  readonly today: string
  readonly jobId: string
  readonly signal: AbortSignal
}

/**
 * The newest run of a version whose outcomes are known by today, against what then happened: the very scores that were
 * published, judged by the model's own label. Null while there is none, with too few rows, or when all labels are alike.
 */
export async function settleScores(place: Place): Promise<Settled | null> {
  const { context, model, version, today } = place
  const headline = version.headline
  if (headline === null || (headline.metric !== 'auc' && headline.metric !== 'r2')) return null
  const runs = await scoreRuns(context, version.model, false, addDays(today, -model.horizonDays))
  const run = runs.find((each) => each.version === version.number)
  if (run === undefined) return null
  const { label, score } = await labelled(place, run)
  if (label.length < LEAST_ROWS || label.every((each) => each === label[0])) return null
  const measured = { runId: run.runId, asOf: run.asOf, rows: label.length, rate: mean(label), meanScore: mean(score), tested: headline.value }
  if (headline.metric === 'r2') {
    const { r2 } = await context.compute.run<AmountReport>({ module: '#kernel/learn', name: 'amountReport', args: [label, score, { seed: 1, rounds: 50 }] }, place.signal)
    return { ...measured, metric: 'r2', value: r2.value, low: r2.low, high: r2.high }
  }
  const curve = curveOf(rankingOf(label, score))
  const { low, high } = aucInterval(curve)
  return { ...measured, metric: 'auc', value: auc(curve), low, high }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Labels and scores of a run's customers, in a work table that does not stay. */
async function labelled({ context, ports, model, today, jobId, signal }: Place, run: ScoreRun): Promise<{ label: Float64Array; score: Float64Array }> {
  const runId = await context.runs.begin({ kind: 'model-settled', subject: '', asOf: today, jobId })
  const table = `model_settled_${runId}`
  try {
    await context.runs.own(runId, [table])
    const labels: Model = { ...model, features: [], training: { ...model.training, rows: Number.MAX_SAFE_INTEGER } }
    await buildRows(context, ports, labels, { train: [run.asOf], test: [], left: [] }, { table, knownAt: today, signal, onDate: () => undefined })
    const blocks = numberBlocks()
    for await (const chunk of context.warehouse.stream(settledQuery(table, run.runId), 'Native', { signal })) blocks.push(chunk)
    const { rows, columns } = blocks.end()
    return { label: columns.get('label') ?? new Float64Array(rows), score: columns.get('score') ?? new Float64Array(rows) }
  } finally {
    await context.runs.abandon(runId)
  }
}
