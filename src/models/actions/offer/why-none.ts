import { addDays } from '#kernel/calendar'
import { sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRunsOf } from '#ingest'
import { bankRows, firstNumberOf } from '#ingest/contract'
import type { CrossSell, NoOffer } from '../../contract-offer.js'
import { featureColumn } from '../../domain/feature-column.js'
import { noOfferOf } from '../../domain/why-none.js'
import { AGE_KEY, highestRiskOf, RATING_KEY } from '../../domain/suitability.js'
import { askedQuery, heldByQuery, shelfQuery } from '../../sql/offer-queries.js'
import { scoresVisibleTo } from '../read-scores.js'
import { chanceKey } from './make-offers.js'
import { newestOffers } from './read-offers.js'

/**
 * Why the newest run recommends nothing to a customer: of each category whether it has no chance, nothing that suits, or all
 * is held. Whoever may not be seen looks like whoever was not asked about. @throws AppError OFFER_NOT_MADE
 */
export async function whyNone(context: Context, key: string, custId: string, actor: Actor): Promise<NoOffer> {
  const { run, definition } = await newestOffers(context, key)
  const { body } = await context.definitions.version<CrossSell>('cross-sell', key, definition ?? 'latest')
  const chances = body.categories.map((_, at) => featureColumn(chanceKey(at)))
  const columns = [featureColumn(RATING_KEY), featureColumn(AGE_KEY), ...chances]
  const asked = (await context.warehouse.query(askedQuery(`model_features_${run.runId}`, columns, scoresVisibleTo(actor), sql`${firstNumberOf(custId)}`)))[0]
  if (asked === undefined) return { custId, asked: false, categories: [] }
  const runs = await bankRunsOf(context.runs, ['product', 'holding'], run.asOf)
  const shelved = bankRows('product', runs.get('product') ?? [], ['product_id', 'category', 'name_zh', 'name_en', 'risk_level', 'on_shelf', 'off_shelf'])
  const shelf = await context.warehouse.query(shelfQuery(shelved, body.categories.map(({ category }) => category), run.asOf))
  const rows = bankRows('holding', runs.get('holding') ?? [], ['product_id', 'as_of'])
  const held = await context.warehouse.query(heldByQuery(rows, Number(asked['cust_no']), addDays(run.asOf, -body.heldDays), run.asOf))
  const age = asked[featureColumn(AGE_KEY)]
  const rating = asked[featureColumn(RATING_KEY)]
  return {
    custId,
    asked: true,
    categories: noOfferOf({
      categories: body.categories.map(({ category }, at) => ({ category, chance: numberOf(asked[chances[at] ?? '']) })),
      shelf,
      held: new Set(held.map(({ product_id }) => product_id)),
      highestRisk: highestRiskOf(typeof rating === 'string' ? rating : null, numberOf(age)),
    }),
  }
}

function numberOf(value: string | number | null | undefined): number | null {
  const number = value === null || value === undefined ? Number.NaN : Number(value)
  return Number.isFinite(number) ? number : null
}
