import { fail } from '#kernel/error'
import type { Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { bankRows, bankRuns } from '#ingest'
import type { Evaluation } from '../contract.js'
import { campaignUnits, contaminatedQuery, rowsUntil } from '../sql/arm-moments-query.js'

/** Who is judged: one row a customer with an arm. */
export interface Units {
  readonly units: Sql
  readonly contaminated: number
  /** First day outcomes count from; null when the data has no times. */
  readonly from: string | null
}

/** The frozen lists of strategies; the strategy room provides it. */
export interface ListPort {
  /** Rows `cust_no, arm` of a strategy's released or newest list, and its date. */
  unitsOf(strategy: string, list: string | undefined): Promise<{ units: Sql; asOf: string }>
}

export async function evaluationUnits(context: Context, lists: ListPort, evaluation: Evaluation, asOf: string): Promise<Units> {
  const { of } = evaluation
  if ('strategy' in of) {
    const list = await lists.unitsOf(of.strategy, of.list)
    return { units: list.units, contaminated: 0, from: list.asOf }
  }
  const runs = await bankRuns(context.runs, 'touch', asOf)
  const touches = rowsUntil(bankRows('touch', runs, ['campaign', 'arm', 'ts']), asOf, context.settings.timeZone)
  const seen = (await context.warehouse.query(contaminatedQuery(touches, of.campaign, context.settings.timeZone)))[0]
  const arms = Object.keys(evaluation.shares)
  const first = seen?.first ?? null
  if (runs.length === 0) fail('EVALUATION_NO_TOUCHES', { campaign: of.campaign })
  return { units: campaignUnits(touches, of.campaign, arms), contaminated: Number(seen?.n ?? 0), from: first }
}
