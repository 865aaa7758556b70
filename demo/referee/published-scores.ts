import type { Product } from '../load/product.js'

interface ScorePage {
  readonly items: readonly { readonly custId: string; readonly score: number }[]
  readonly nextCursor: string | null
  readonly run: { readonly asOf: string }
}

const PAGE = 500

/** Every published score of a model by customer, and their date. */
export async function publishedScores(product: Product, model: string): Promise<{ scores: Map<string, number>; asOf: string }> {
  const scores = new Map<string, number>()
  let [cursor, asOf]: [string | null, string] = ['', '']
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = (await product.request('GET', `/api/v1/models/${model}/scores?limit=${PAGE}${from}`)) as ScorePage
    for (const { custId, score } of page.items) scores.set(custId, score)
    asOf = page.run.asOf
    cursor = page.nextCursor
  }
  return { scores, asOf }
}
