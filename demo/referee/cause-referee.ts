import { join } from 'node:path'
import { query, sql } from '#kernel/sql'
import { openEngine } from '../generator/engine.js'
import type { Product } from '../load/product.js'
import type { Judged } from './analysis-verdict.js'
import { macroF1 } from './macro-f1.js'

interface RunAnswer {
  readonly runs: readonly { readonly runId: number }[]
}

interface MemberPage {
  readonly items: readonly { readonly custId: string; readonly cell: string }[]
  readonly nextCursor: string | null
}

/** What domain specification 2.5 TR16 asks for. */
const BOUND = 0.6
const PAGE = 500

/**
 * TR16: the causes the tiering `dormant-causes` of `examples/tiers.yaml` found against those the bank was made with, over
 * the customers who have one and are in its population. @throws Error when it has not run
 */
export async function judgeCauses(product: Product, truthFolder: string, key = 'dormant-causes'): Promise<Judged> {
  const { runs } = (await product.request('GET', `/api/v1/tierings/${key}`)) as RunAnswer
  const run = runs[0]
  if (run === undefined) throw new Error(`${key} has no run yet: run examples/tiers.yaml first`)
  const found = await foundCauses(product, `/api/v1/tierings/${key}/runs/${run.runId}/members`)
  const truth = await trueCauses(truthFolder)
  const both = [...found].flatMap(([custId, cause]) => {
    const known = truth.get(custId)
    return known === undefined || known === '' ? [] : [{ found: cause, truth: known }]
  })
  const { macro, labels } = macroF1(both)
  const most = labels.toSorted((a, b) => b.count - a.count)[0]
  const guessed = macroF1(both.map(({ truth: known }) => ({ found: most?.label ?? '', truth: known }))).macro
  return {
    judgements: [
      { truth: 'TR16', what: 'macro-F1 of the causes 成因宏平均 F1', found: macro.toFixed(3), wanted: `≥ ${BOUND}`, met: macro >= BOUND, small: macro >= BOUND },
      { truth: 'TR16', what: 'beats the most frequent cause 优于最常见成因', found: macro.toFixed(3), wanted: `> ${guessed.toFixed(3)}`, met: macro > guessed, small: macro > guessed },
    ],
    notes: [
      `${key}: ${both.length} customers with a true cause among ${found.size} 位沉默客户`,
      ...labels.map(({ label, count, f1 }) => `  ${label.padEnd(14)} ${String(count).padStart(6)}  F1 ${f1.toFixed(2)}`),
    ],
  }
}

async function foundCauses(product: Product, path: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  let cursor: string | null = ''
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = (await product.request('GET', `${path}?limit=${PAGE}${from}`)) as MemberPage
    for (const { custId, cell } of page.items) found.set(custId, cell)
    cursor = page.nextCursor
  }
  return found
}

async function trueCauses(truthFolder: string): Promise<ReadonlyMap<string, string>> {
  const engine = await openEngine()
  try {
    const rows = await engine.rows(query<{ cust_id: string; dormant_cause: string }>(sql`SELECT cust_id, dormant_cause FROM file(${join(truthFolder, 'truth_latent*.parquet')})`))
    return new Map(rows.map((row) => [row.cust_id, row.dormant_cause]))
  } finally {
    await engine.close()
  }
}
