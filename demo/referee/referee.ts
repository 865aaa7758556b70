import { CAMPAIGN_KINDS, type CampaignKindName } from '../behaviour/campaign-kind.js'
import type { Product } from '../load/product.js'
import { openActionLog, type SendAction } from '../simulator/action-log.js'
import { openTruth } from '../simulator/open-truth.js'
import { join } from 'node:path'
import { query, sql } from '#kernel/sql'
import { trueEffect } from './true-effect.js'
import { judge, type Estimate, type Verdict } from './verdict.js'

interface Metric {
  readonly metric: string
  readonly arm: string
  readonly diff: number
  readonly ci_low: number | null
  readonly ci_high: number | null
  readonly n_arm: number
  readonly n_control: number
}

interface EvaluationAnswer {
  readonly body: { readonly of: { readonly campaign?: string; readonly strategy?: string; readonly list?: string } }
  readonly result: { readonly metrics: readonly Metric[] } | null
}

/** What the referee found of one evaluation. */
export interface Finding {
  readonly estimate: Estimate
  readonly truth: number
  readonly customers: number
  readonly verdict: Verdict
  /** The campaign was split by choice, not by chance: its comparison is no estimate of the effect. */
  readonly confounded: boolean
}

const METRIC = 'conversion'

/** Compares the newest result of an evaluation with the truth. @throws Error when there is nothing to judge */
export async function referee(product: Product, truthFolder: string, evaluation: string): Promise<Finding> {
  const answer = (await product.request('GET', `/api/v1/evaluations/${encodeURIComponent(evaluation)}`)) as EvaluationAnswer
  const metric = answer.result?.metrics.find((each) => each.metric === METRIC) ?? answer.result?.metrics[0]
  if (metric === undefined) throw new Error(`${evaluation} has no result yet: run the evaluation first`)
  const estimate = { diff: metric.diff, low: metric.ci_low, high: metric.ci_high, armCustomers: metric.n_arm, controlCustomers: metric.n_control }
  const { of } = answer.body
  if (of.campaign !== undefined) return judgeCampaign(truthFolder, of.campaign, estimate)
  return judgeList(product, truthFolder, of, estimate)
}

/** A past campaign: the truth of everybody in it was written when the bank was made. */
async function judgeCampaign(truthFolder: string, campaign: string, estimate: Estimate): Promise<Finding> {
  const { engine } = await openTruth(truthFolder)
  try {
    // What treatment would really have done is bounded by the wave each one answers to; the arms as drawn tell.
    const rows = await engine.rows(query<{ n: string; effect: number; imbalance: number }>(sql`
      SELECT count() AS n, avg(toInt8(y1) - toInt8(y0)) AS effect, abs(avgIf(y0, treated) - avgIf(y0, NOT treated)) / sqrt(avg(y0) * (1 - avg(y0)) * (1 / countIf(treated) + 1 / countIf(NOT treated))) AS imbalance
      FROM file(${join(truthFolder, 'truth_ite*.parquet')}) WHERE campaign = ${campaign}`))
    const found = rows[0]
    if (found === undefined || Number(found.n) === 0) throw new Error(`the truth knows no campaign ${campaign}`)
    return { estimate, truth: found.effect, customers: Number(found.n), verdict: judge(estimate, { effect: found.effect }), confounded: found.imbalance > 4 }
  } finally {
    await engine.close()
  }
}

/** A list of the product: its customers over the API, the kind and channel from what reached the simulator. */
async function judgeList(product: Product, truthFolder: string, of: EvaluationAnswer['body']['of'], estimate: Estimate): Promise<Finding> {
  const sends = (await openActionLog(join(truthFolder, 'market'))).actions.filter((action): action is SendAction => action.type === 'send' && action.strategy === of.strategy)
  const list = of.list ?? sends.at(-1)?.list
  const first = sends.find((send) => send.list === list)
  if (list === undefined || first === undefined) throw new Error(`nothing of ${of.strategy ?? ''} reached the simulator: is its webhook the simulator's?`)
  const members = await membersOf(product, list)
  const { engine, chance } = await openTruth(truthFolder)
  try {
    const truth = await trueEffect(engine, chance, { list, kind: first.kind, channel: first.channel, members })
    return { estimate, truth: truth.effect, customers: truth.customers, verdict: judge(estimate, truth), confounded: false }
  } finally {
    await engine.close()
  }
}

async function membersOf(product: Product, list: string): Promise<string[]> {
  const members: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = (await product.request('GET', `/api/v1/lists/${encodeURIComponent(list)}/members?limit=500${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)) as { items: { custId: string }[]; nextCursor: string | null }
    members.push(...page.items.map((item) => item.custId))
    cursor = page.nextCursor
  }
  return members
}

/** The finding in words, Chinese and English. */
export function sayFinding(evaluation: string, { estimate, truth, customers, verdict, confounded }: Finding): string[] {
  const pp = (value: number | null) => (value === null ? '?' : `${value >= 0 ? '+' : ''}${(100 * value).toFixed(2)} pp`)
  return [
    `${evaluation}: ${customers} customers 客户`,
    `  estimate 估计  ${pp(estimate.diff)}  [${pp(estimate.low)}, ${pp(estimate.high)}]`,
    `  truth 真值     ${pp(truth)}`,
    `  ${verdict.covered ? 'covered 区间覆盖真值' : 'not covered 区间未覆盖真值'}, ${verdict.distance.toFixed(2)} standard errors apart 个标准误`,
    ...(confounded ? ['  the arms were chosen, not drawn: the comparison is no estimate of the effect 分组不是随机的，两组之差不是效果的估计'] : []),
    ...(verdict.wrong && !confounded ? ['  WRONG 错误: outside the 99.9 % interval'] : []),
  ]
}

/** Kinds of campaign the simulator knows, for help texts. */
export const kindNames = Object.keys(CAMPAIGN_KINDS) as CampaignKindName[]
