import type { Product } from '../load/product.js'
import { openTruth } from '../simulator/open-truth.js'
import type { Judged } from './analysis-verdict.js'
import { refereeBenefit } from './benefit-referee.js'
import { refereeChurn } from './churn-referee.js'
import { refereeLifetime } from './lifetime-referee.js'
import { refereeOutside } from './outside-referee.js'
import { refereeTiming } from './timing-referee.js'

/** The model of examples/models.yaml; judged when it has published scores of a month end three months back or more. */
const CHURN = 'churn-90d'
/** The model of examples/growth-models.yaml; judged when it has published scores. */
const OUTSIDE = 'outside-assets'

async function hasScores(product: Product, model: string): Promise<boolean> {
  const { items } = (await product.request('GET', '/api/v1/models')) as { items: { key: string; scored: unknown }[] }
  return items.some(({ key, scored }) => key === model && scored !== null)
}

/** Compares the newest runs of the shipped analyses with the truth. @throws Error when one has not run */
export async function refereeAnalyses(product: Product, truthFolder: string): Promise<Judged[]> {
  const { engine } = await openTruth(truthFolder)
  try {
    const churn = (await hasScores(product, CHURN)) ? [await refereeChurn(product, engine, truthFolder, CHURN)] : []
    const outside = (await hasScores(product, OUTSIDE)) ? [await refereeOutside(product, engine, truthFolder, OUTSIDE)] : []
    return [...churn, ...outside, await refereeLifetime(product, engine, truthFolder), await refereeTiming(product), await refereeBenefit(product, engine, truthFolder)]
  } finally {
    await engine.close()
  }
}
