import { evaluationResultSchema, type EvaluationResult, type MetricResult } from '#review/contract'
import { loadReportSchema } from '#ingest/contract'
import { z } from 'zod'
import type { LoopResult } from './run-loop.js'

const loadSchema = z.object({ status: z.string(), report: loadReportSchema.nullable() })
const tagsSchema = z.object({ customers: z.number(), tags: z.number(), asOf: z.string() })
const segmentSchema = z.object({ key: z.string(), size: z.number(), asOf: z.string() })

const clusteredSchema = z.object({ clusters: z.number(), customers: z.number() })
const tieredSchema = z.object({ customers: z.number(), runs: z.number(), asOf: z.string() })
const discoveredSchema = z.object({ customers: z.number(), subgroups: z.number(), hold: z.number() })
const trainedSchema = z.object({ model: z.string(), number: z.number() })
const analysedSchema = z.object({ analysis: z.string(), customers: z.number() })
const listSchema = z.object({ size: z.number(), counts: z.record(z.string(), z.number()) })

/** A loop's result as a table for the terminal. */
export function printLoop(result: LoopResult): string {
  const lines: string[] = [`\n${result.loop.zh}${result.loop.en === undefined ? '' : `  ${result.loop.en}`}`]
  for (const load of result.loads) lines.push(loadLine(loadSchema.parse(load)))
  const tags = tagsSchema.safeParse(result.tags)
  if (tags.success) lines.push(`tags 标签      ${tags.data.tags} over ${count(tags.data.customers)} customers as of ${tags.data.asOf}`)
  for (const each of result.segments) {
    const segment = segmentSchema.parse(each)
    lines.push(`segment 客群   ${segment.key}: ${count(segment.size)} customers`)
  }
  for (const each of result.clusterings) {
    const { clusters, customers } = clusteredSchema.parse(each)
    lines.push(`clusters 聚类  ${clusters} of ${count(customers)} customers`)
  }
  for (const each of result.tierings) {
    const { customers, runs, asOf } = tieredSchema.parse(each)
    lines.push(`tiers 分层     ${count(customers)} customers as of ${asOf}, ${runs} dates`)
  }
  for (const each of result.discoveries) {
    const { customers, subgroups, hold } = discoveredSchema.parse(each)
    lines.push(`subgroups 子群 ${hold} of ${subgroups} hold, on ${count(customers)} customers`)
  }
  for (const each of result.models) {
    const trained = trainedSchema.parse(each)
    lines.push(`model 模型     ${trained.model}: version ${trained.number} waits for approval 待批准`)
  }
  for (const each of result.analyses) {
    const ran = analysedSchema.parse(each)
    lines.push(`analysis 分析  ${ran.analysis}: ${count(ran.customers)} customers`)
  }
  for (const each of result.lists) lines.push(listLine(listSchema.parse(each)))
  for (const evaluation of result.evaluations) lines.push(...evaluationLines(evaluationResultSchema.parse(evaluation)))
  return lines.join('\n')
}

function listLine(list: z.infer<typeof listSchema>): string {
  const arms = Object.entries(list.counts).map(([arm, n]) => `${arm} ${count(n)}`)
  return `list 名单      ${count(list.size)} customers: ${arms.join(', ')}`
}

function loadLine(load: z.infer<typeof loadSchema>): string {
  if (load.report === null) return `load 装载      ${load.status}`
  const { rows, accepted, rejected } = load.report
  return `load 装载      ${count(rows)} rows, ${count(accepted)} accepted, ${count(rejected)} rejected`
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

const HEAD = ['metric', 'arm', 'control', 'mean_arm', 'mean_control', 'diff', 'ci_low', 'ci_high', 'p_value', 'n_arm', 'n_control']

function evaluationLines(result: EvaluationResult): string[] {
  const rows = [HEAD, ...result.metrics.map(metricRow)]
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const table = rows.map((row) => `  ${row.map((cell, at) => (at < 3 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')}`)
  const ratio = result.sampleRatio
  return [
    `evaluation 评估 ${result.evaluation} as of ${result.asOf}`,
    ...table,
    `  sample ratio 样本比例: p = ${ratio.p_value.toFixed(3)} ${ratio.flagged ? 'FAILED 未通过' : 'passed 通过'}`,
    `  ${result.verdict.en}`,
    `  ${result.verdict.zh}`,
  ]
}

function metricRow(row: MetricResult): string[] {
  const number = (value: number | null, digits: number) => (value === null ? '-' : value.toFixed(digits))
  return [
    row.metric,
    row.arm,
    row.control,
    number(row.mean_arm, 6),
    number(row.mean_control, 6),
    number(row.diff, 6),
    number(row.ci_low, 6),
    number(row.ci_high, 6),
    row.p_value === null ? '-' : row.p_value < 1e-4 ? row.p_value.toExponential(2) : row.p_value.toFixed(4),
    String(row.n_arm),
    String(row.n_control),
  ]
}
