import type { Product } from '../load/product.js'

const PAGE = 500

interface Page {
  readonly items: readonly { readonly custId: string; readonly value: number }[]
  readonly nextCursor: string | null
}

/** A measure of every customer of an analysis, by customer number. */
export async function measureOf(product: Product, analysis: string, measure: string): Promise<Map<string, number>> {
  const values = new Map<string, number>()
  let cursor: string | null = ''
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = (await product.request('GET', `/api/v1/analyses/${analysis}/measures/${measure}?limit=${PAGE}${from}`)) as Page
    for (const { custId, value } of page.items) values.set(custId, value)
    cursor = page.nextCursor
  }
  return values
}

/** The newest run of the analysis of a task. @throws Error when there is none */
export async function newestOf(product: Product, task: string): Promise<{ readonly key: string; readonly figures: unknown }> {
  const { items } = (await product.request('GET', '/api/v1/analyses')) as { items: { key: string; task: string; newest: unknown }[] }
  const item = items.find((each) => each.task === task && each.newest !== null)
  if (item === undefined) throw new Error(`no analysis of ${task} has run: qunce loop examples/value-models.yaml`)
  const { newest } = (await product.request('GET', `/api/v1/analyses/${item.key}`)) as { newest: { figures: unknown } }
  return { key: item.key, figures: newest.figures }
}
