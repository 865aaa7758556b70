import { join } from 'node:path'
import { query, sql } from '#kernel/sql'
import { openEngine, type Engine } from '../generator/engine.js'
import type { Product } from '../load/product.js'
import { percent, type Judged } from './analysis-verdict.js'

/** What domain specification 2.5 TR6 asks for; the wider bounds are for a bank of a few thousand. */
const BOUNDS = { precision: 0.85, recall: 0.75, small: { precision: 0.7, recall: 0.6 } } as const
const PAGE = 200

interface CheckedPage {
  readonly items: readonly { readonly custId: string; readonly corrected: boolean }[]
  readonly nextCursor: string | null
}

interface OverviewAnswer {
  readonly overview: { readonly asOf: string; readonly faults: readonly { readonly table: string; readonly field: string | null; readonly kind: string; readonly grade: string; readonly since: string; readonly value: number }[] } | null
}

/** TR6 and TR15: the newest run of `examples/tag-evaluation.yaml` against the truth. @throws Error when it has not run */
export async function judgeTags(product: Product, truthFolder: string): Promise<Judged[]> {
  const engine = await openEngine()
  try {
    return [await judgeMisTags(product, engine, truthFolder), await judgeFaults(product)]
  } finally {
    await engine.close()
  }
}

/** TR6: planted investors and their decoys, all of whom hold fixed income only; the naive tag calls every one prudent. */
async function judgeMisTags(product: Product, engine: Engine, truthFolder: string): Promise<Judged> {
  const rows = await engine.rows(query<{ cust_id: string; fixed_role: string; appetite: number }>(sql`SELECT cust_id, toString(fixed_role) AS fixed_role, appetite FROM file(${join(truthFolder, 'truth_latent*.parquet')})`))
  const truth = new Map(rows.map((row) => [row.cust_id, row]))
  const checked = await checkedCustomers(product, 'hidden-investors')
  const planted = rows.filter(({ fixed_role }) => fixed_role !== '')
  const hidden = planted.filter(({ fixed_role }) => fixed_role === 'HIDDEN')
  const corrected = planted.filter(({ cust_id }) => checked.get(cust_id) === true)
  const right = corrected.filter(({ fixed_role }) => fixed_role === 'HIDDEN').length
  const [precision, recall] = [right / Math.max(1, corrected.length), right / Math.max(1, hidden.length)]
  const naive = 1 - hidden.length / planted.length
  const everyone = [...checked].filter(([, wrong]) => wrong).map(([custId]) => truth.get(custId)?.appetite ?? 0)
  const bold = everyone.filter((appetite) => appetite >= 4).length / Math.max(1, everyone.length)
  const { small } = BOUNDS
  return {
    judgements: [
      { truth: 'TR6', what: 'precision of corrected tags 校正标签查准率', found: percent(precision), wanted: `≥ ${percent(BOUNDS.precision)}`, met: precision >= BOUNDS.precision, small: precision >= small.precision },
      { truth: 'TR6', what: 'recall of corrected tags 校正标签查全率', found: percent(recall), wanted: `≥ ${percent(BOUNDS.recall)}`, met: recall >= BOUNDS.recall, small: recall >= small.recall },
      { truth: 'TR6', what: 'naive "prudent" is right 原“稳健”标签查准率', found: percent(naive), wanted: `under 低于 ${percent(precision)}`, met: naive < precision, small: naive < precision },
    ],
    notes: [
      `hidden-investors: ${hidden.length} planted investors, ${planted.length - hidden.length} decoys; ${checked.size} customers checked, ${everyone.length} corrected, of whom ${percent(bold)} truly C4 or C5 核查 ${checked.size} 户，校正 ${everyone.length} 户`,
    ],
  }
}

async function checkedCustomers(product: Product, key: string): Promise<Map<string, boolean>> {
  const found = new Map<string, boolean>()
  let cursor: string | null = ''
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = (await product.request('GET', `/api/v1/mis-tags/${key}/customers?which=all&limit=${PAGE}${from}`)) as CheckedPage
    for (const { custId, corrected } of page.items) found.set(custId, corrected)
    cursor = page.nextCursor
  }
  if (found.size === 0) throw new Error(`${key} has no run yet: run examples/tag-evaluation.yaml first`)
  return found
}

const PLANTED = [
  { what: 'unit change found 单位变化', table: 'sme_feature', field: 'e_invoice_amt', kind: 'unit-change', since: '2025-03-31' },
  { what: 'stale source found 数据中断', table: 'wecom_group_stat', field: null, kind: 'stale', since: '2025-09-30' },
  { what: 'drift found 分布漂移', table: 'sme_feature', field: 'night_share', kind: 'drift', since: null },
] as const

/** TR15: the three planted faults, each graded D. */
async function judgeFaults(product: Product): Promise<Judged> {
  const { overview } = (await product.request('GET', '/api/v1/tag-evaluation')) as OverviewAnswer
  if (overview === null) throw new Error('the tags have not been evaluated yet: run examples/tag-evaluation.yaml first')
  const judgements = PLANTED.map(({ what, table, field, kind, since }) => {
    const fault = overview.faults.find((each) => each.table === table && each.field === field && each.kind === kind)
    const met = fault?.grade === 'D' && (since === null || fault.since === since)
    return { truth: 'TR15', what, found: fault === undefined ? 'none 未发现' : `${fault.grade} since ${fault.since}, ${fault.value.toFixed(1)}`, wanted: since === null ? 'D' : `D since ${since}`, met, small: met }
  })
  const others = overview.faults.filter((each) => !PLANTED.some(({ table, field }) => table === each.table && field === each.field))
  return { judgements, notes: [`other faults found 其他: ${others.map(({ table, field, kind }) => `${table}${field === null ? '' : `.${field}`} ${kind}`).join(', ')}`] }
}
