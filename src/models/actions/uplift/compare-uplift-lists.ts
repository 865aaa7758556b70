import { fail } from '#kernel/error'
import type { ListComparison, ListRows } from '#kernel/learn'
import type { Context } from '#platform/context'
import type { ListsQuery } from '../../contract-uplift.js'
import { numberBlocks } from '../../domain/native-blocks.js'
import { upliftOf } from '../../domain/uplift/uplift-of.js'
import { heldNumbersQuery } from '../../sql/uplift/held-queries.js'
import { heldTableOf } from './keep-held.js'
import { versionToRead } from './read-uplift.js'

/** Share of customers with the lowest effects that is shown as the averse. */
const AVERSE = 0.15
/** Fewest customers lists are cut from. */
const LEAST = 100

/**
 * Three lists of one size from the same past customers (organic propensity, response, uplift) beside everyone and the
 * averse: conversions, increments and money as measured, by scores of models that had not seen the customer.
 * @throws AppError NOT_FOUND, MODEL_NOT_UPLIFT, MODEL_CAMPAIGN_UNKNOWN, MODEL_FEW_ROWS
 */
export async function compareUpliftLists(context: Context, key: string, asked: ListsQuery) {
  const version = await versionToRead(context, key, asked.version)
  const fitted = upliftOf(version)
  const { uplift } = version.figures
  const arm = asked.arm ?? fitted.arms[0]?.arm ?? ''
  const balance = (uplift?.balance ?? []).filter((each) => each.arm === arm)
  const campaigns = asked.campaign === undefined ? balance.map(({ campaign }) => campaign) : [asked.campaign]
  if (asked.campaign !== undefined && !balance.some(({ campaign }) => campaign === asked.campaign)) fail('MODEL_CAMPAIGN_UNKNOWN', { campaign: asked.campaign })
  const rows = await readHeld(context, heldTableOf(version.dataRun), arm, campaigns, uplift?.arms[0]?.averageMoney !== null)
  if (rows.outcome.length < LEAST) fail('MODEL_FEW_ROWS', { part: 'test', rows: rows.outcome.length, least: LEAST })
  const { lists, overlap } = await context.compute.run<ListComparison>({ module: '#kernel/learn', name: 'compareLists', args: [rows, asked.share, AVERSE] })
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null)
  return {
    model: key, version: version.number, arm, campaigns, share: asked.share, averseShare: AVERSE, customers: rows.outcome.length,
    lists: lists.map((list) => ({ ...list, treatedRate: known(list.treatedRate), controlRate: known(list.controlRate) })),
    overlap: [...overlap],
    confounded: balance.some((each) => campaigns.includes(each.campaign) && each.confounded),
  }
}

async function readHeld(context: Context, table: string, arm: string, campaigns: readonly string[], money: boolean): Promise<ListRows> {
  const blocks = numberBlocks()
  for await (const chunk of context.warehouse.stream(heldNumbersQuery(table, arm, campaigns), 'Native')) blocks.push(chunk)
  const { rows, columns } = blocks.end()
  const column = (name: string): Float64Array => columns.get(name) ?? new Float64Array(rows)
  return {
    treatment: Uint8Array.from(column('treated')), outcome: column('outcome'), amount: money ? column('amount') : null, propensity: column('propensity'),
    organic: column('organic'), response: column('response'), effect: column('effect'), worth: column('worth'),
  }
}
