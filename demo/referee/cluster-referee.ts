import { join } from 'node:path'
import { adjustedRand } from '#kernel/learn'
import { query, sql } from '#kernel/sql'
import { openEngine, type Engine } from '../generator/engine.js'
import type { Product } from '../load/product.js'
import type { Judged } from './analysis-verdict.js'

interface RunAnswer {
  readonly runs: readonly { readonly runId: number; readonly clusters: number }[]
}

interface MemberPage {
  readonly items: readonly { readonly custId: string }[]
  readonly nextCursor: string | null
}

/** What domain specification 2.5 TR1 asks for. */
const BOUNDS = { agreement: 0.55, clusters: [8, 12] } as const
const PAGE = 500

/** Compares the newest runs of `examples/clusters.yaml` with the truth. @throws Error when one has not run */
export async function judgeClusters(product: Product, truthFolder: string): Promise<Judged> {
  const engine = await openEngine()
  try {
    return await refereeClusters(product, engine, truthFolder, { standard: 'standard', baseline: 'random-features' })
  } finally {
    await engine.close()
  }
}

/** TR1: the newest clusters of the standard features against the kinds of customers the bank was made of, and a baseline's. */
async function refereeClusters(product: Product, engine: Engine, truthFolder: string, names: { readonly standard: string; readonly baseline: string }): Promise<Judged> {
  const truth = await engine.rows(query<{ cust_id: string; archetype: number }>(sql`SELECT cust_id, archetype FROM file(${join(truthFolder, 'truth_latent*.parquet')})`))
  const kinds = new Map(truth.map(({ cust_id, archetype }) => [cust_id, archetype]))
  const standard = await agreementOf(product, kinds, names.standard)
  const baseline = await agreementOf(product, kinds, names.baseline)
  const [least, most] = BOUNDS.clusters
  return {
    judgements: [
      { truth: 'TR1', what: 'agreement with the planted kinds (ARI) 与真实类型一致度', found: standard.agreement.toFixed(3), wanted: `≥ ${BOUNDS.agreement}`, met: standard.agreement >= BOUNDS.agreement },
      { truth: 'TR1', what: 'beats random features 优于随机特征', found: standard.agreement.toFixed(3), wanted: `> ${baseline.agreement.toFixed(3)}`, met: standard.agreement > baseline.agreement },
      { truth: 'TR1', what: 'number of clusters found 找到的簇数', found: String(standard.clusters), wanted: `${least} … ${most}`, met: standard.clusters >= least && standard.clusters <= most },
    ],
    notes: [`${names.standard}: ${standard.customers} customers in ${standard.clusters} clusters`],
  }
}

/** @throws Error when the clustering has no run */
async function agreementOf(product: Product, kinds: ReadonlyMap<string, number>, key: string): Promise<{ agreement: number; clusters: number; customers: number }> {
  const { runs } = (await product.request('GET', `/api/v1/clusterings/${key}`)) as RunAnswer
  const run = runs[0]
  if (run === undefined) throw new Error(`${key} has no clusters yet: run it first`)
  const [found, known]: [number[], number[]] = [[], []]
  for (let cluster = 0; cluster < run.clusters; cluster += 1) {
    for await (const custId of membersOf(product, `/api/v1/clusterings/${key}/runs/${run.runId}/clusters/${cluster}/members`)) {
      const kind = kinds.get(custId)
      if (kind === undefined) continue
      found.push(cluster)
      known.push(kind - 1)
    }
  }
  return { agreement: adjustedRand(found, known), clusters: run.clusters, customers: found.length }
}

async function* membersOf(product: Product, path: string): AsyncIterable<string> {
  let cursor: string | null = ''
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = (await product.request('GET', `${path}?limit=${PAGE}${from}`)) as MemberPage
    for (const { custId } of page.items) yield custId
    cursor = page.nextCursor
  }
}
