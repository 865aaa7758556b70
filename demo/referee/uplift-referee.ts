import type { Product } from '../load/product.js'
import { openTruth } from '../simulator/open-truth.js'
import { campaignTruth, type CampaignTruth } from './uplift-truth.js'
import { judgeUplift, missed, type JudgedCustomer, type ListTruth, type UpliftVerdict } from './uplift-verdict.js'

interface HeldRow {
  readonly custId: string
  readonly campaign: string
  readonly effect: number
  readonly gain: number | null
  readonly organic: number
  readonly response: number
}

interface VersionAnswer {
  readonly figures: { readonly uplift?: { readonly balance: readonly { readonly campaign: string; readonly confounded: boolean }[] } | null }
}

/** What the referee found of one uplift model. */
export interface UpliftFinding {
  readonly model: string
  readonly version: number
  readonly verdict: UpliftVerdict
  /** Campaigns whose arms were chosen without a warning, and dealt ones warned of. */
  readonly unwarned: readonly string[]
  readonly falseAlarms: readonly string[]
  readonly missed: readonly string[]
}

const PAGE = 500

/** Judges every uplift model of the product that has a version, on customers each model had not seen. */
export async function refereeUplift(product: Product, truthFolder: string): Promise<UpliftFinding[]> {
  const { items } = (await product.request('GET', '/api/v1/models')) as { items: { key: string; task: string; newest: unknown }[] }
  const models = items.filter(({ task, newest }) => task === 'uplift' && newest !== null).map(({ key }) => key)
  if (models.length === 0) throw new Error('no uplift model is trained: qunce loop examples/uplift.yaml')
  const { engine, chance } = await openTruth(truthFolder)
  const known = new Map<string, CampaignTruth>()
  const truthOf = async (campaign: string): Promise<CampaignTruth> => {
    const found = known.get(campaign) ?? (await campaignTruth(engine, chance, campaign))
    known.set(campaign, found)
    return found
  }
  try {
    const findings: UpliftFinding[] = []
    for (const model of models) findings.push(await judgeModel(product, model, truthOf))
    return findings
  } finally {
    await engine.close()
  }
}

async function judgeModel(product: Product, model: string, truthOf: (campaign: string) => Promise<CampaignTruth>): Promise<UpliftFinding> {
  const { version, rows } = await heldRows(product, model)
  const truths = new Map<string, CampaignTruth>()
  for (const campaign of new Set(rows.map((row) => row.campaign))) truths.set(campaign, await truthOf(campaign))
  const customers = rows.flatMap((row): JudgedCustomer[] => {
    const truth = truths.get(row.campaign)?.customers.get(row.custId)
    return truth === undefined ? [] : [{ ...row, worth: row.gain ?? row.effect, truth }]
  })
  const answer = (await product.request('GET', `/api/v1/models/${encodeURIComponent(model)}/versions/${version}`)) as VersionAnswer
  const warned = new Set((answer.figures.uplift?.balance ?? []).filter(({ confounded }) => confounded).map(({ campaign }) => campaign))
  const all = [...truths.values()]
  const verdict = judgeUplift(customers)
  const unwarned = all.filter(({ targeted, campaign }) => targeted && !warned.has(campaign)).map(({ campaign }) => campaign)
  return { model, version, verdict, unwarned, falseAlarms: all.filter(({ targeted, campaign }) => !targeted && warned.has(campaign)).map(({ campaign }) => campaign), missed: missed(verdict) }
}

async function heldRows(product: Product, model: string): Promise<{ version: number; rows: HeldRow[] }> {
  const rows: HeldRow[] = []
  const place: { cursor: string | null; version: number } = { cursor: '', version: 0 }
  while (place.cursor !== null) {
    const from = place.cursor === '' ? '' : `&cursor=${encodeURIComponent(place.cursor)}`
    const page = (await product.request('GET', `/api/v1/models/${encodeURIComponent(model)}/held-back?limit=${PAGE}${from}`)) as { items: HeldRow[]; nextCursor: string | null; version: number }
    rows.push(...page.items)
    place.cursor = page.nextCursor
    place.version = page.version
  }
  return { version: place.version, rows }
}

/** Whether TR3 holds for a model. */
export function holds(finding: UpliftFinding): boolean {
  return finding.missed.length === 0 && finding.unwarned.length === 0
}

/**
 * The same on a bank of a few thousand, where a campaign is too small for shares of the oracle and to see that its arms were
 * chosen: no warning without cause, and the uplift list worth more than everyone and than those who would come anyway.
 */
export function holdsSmall({ falseAlarms, verdict }: UpliftFinding): boolean {
  const yuan = (list: ListTruth['list']): number => verdict.lists.find((each) => each.list === list)?.yuan ?? 0
  return falseAlarms.length === 0 && yuan('uplift') > Math.max(yuan('everyone'), yuan('organic'))
}

/** A finding in words, Chinese and English. */
export function sayUplift(finding: UpliftFinding, onSmall = false): string[] {
  const { model, version, verdict, unwarned, falseAlarms } = finding
  const lists = verdict.lists.map(({ list, rawRate, effect, yuan }) => `    ${list.padEnd(9)} raw 转化 ${(100 * rawRate).toFixed(1).padStart(5)} %  increment 增量 ${(100 * effect).toFixed(2).padStart(6)} pp  ¥ ${yuan.toFixed(0).padStart(6)}`)
  return [
    `${model} v${version}: ${verdict.customers} customers held back 客户（模型未见过）`,
    `  Qini ${(100 * verdict.qiniShare).toFixed(0)} % of the oracle 占神谕  list 名单 ${(100 * verdict.policyShare).toFixed(0)} %  sleeping dogs 反感客户 ${verdict.dogLift.toFixed(2)}x in the lowest tenth, ${(100 * verdict.dogRecall).toFixed(0)} % in the lowest fifth`,
    `  against the campaigns as run 按实际触达: Qini ${(100 * verdict.asRun.qiniShare).toFixed(0)} %  list 名单 ${(100 * verdict.asRun.policyShare).toFixed(0)} %`,
    ...lists,
    ...(unwarned.length > 0 ? [`  NOT WARNED 未提示混杂: ${unwarned.join(', ')}`] : []),
    ...(falseAlarms.length > 0 ? [`  warned without cause 误报: ${falseAlarms.join(', ')}`] : []),
    ...(onSmall ? [holdsSmall(finding) ? '  holds by the wider bounds 按宽界成立' : '  FAILS the wider bounds 按宽界不成立'] : holds(finding) ? ['  holds 达标'] : finding.missed.map((line) => `  MISSED 未达标: ${line}`)),
  ]
}
