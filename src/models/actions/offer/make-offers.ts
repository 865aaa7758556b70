import { addDays } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { RuleDocument } from '#kernel/rule'
import type { ChainInput, ChainOffer, Column } from '#kernel/learn'
import { sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { bankRunsOf } from '#ingest'
import { bankRows } from '#ingest/contract'
import type { TagPorts } from '#tags'
import type { CrossSell } from '../../contract-offer.js'
import { chooseNurture, chooseTactic, nurtureRule, planValues, plansOf, tacticRule, tacticWorth } from '../../domain/choose-tactic.js'
import { featureColumn } from '../../domain/feature-column.js'
import { numberBlocks } from '../../domain/native-blocks.js'
import { AGE, highestRiskOf, RATING, RATINGS, riskOf } from '../../domain/suitability.js'
import { insertRows } from '../../sql/insert-rows.js'
import { heldProductsQuery, heldQuery, insertOffers, shelfQuery, type ProductRow } from '../../sql/offer-queries.js'
import { rowsTable } from '../build-rows.js'
import { compileDate } from '../compile-model.js'
import { readRows, type ReadRows } from '../read-rows.js'

export interface OfferInput {
  readonly key: string
  readonly asOf?: string | undefined
}

export interface OfferResult {
  readonly runId: number
  readonly customers: number
  readonly offers: number
}

const CHUNK = 50_000

/**
 * One recommendation a customer: of the categories by falling chance the first in which something suits, and in it the
 * product the ranker puts first among what the customer does not hold. Published as a run.
 * @throws AppError OFFER_NO_PRODUCTS, OFFER_NO_HOLDINGS
 */
export async function makeOffers(context: Context, ports: TagPorts, run: JobRun<OfferInput>): Promise<OfferResult> {
  const { key } = run.input
  const { body, version } = await context.definitions.version<CrossSell>('cross-sell', key, 'latest')
  const asOf = run.input.asOf ?? (await context.businessClock.today())
  const runId = await context.runs.begin({ kind: 'model-offer', subject: key, asOf, jobId: run.id, tables: ['model_offer'] })
  const [features, work] = [`model_features_${runId}`, `model_raw_${runId}`]
  try {
    await context.runs.own(runId, [features, work])
    run.progress({ step: 'computing' })
    const people = await readPeople(context, ports, body, { asOf, features, signal: run.signal })
    const goods = await readGoods(context, body, asOf, run.signal)
    run.progress({ step: 'scoring', total: people.custNo.length, unit: 'customers' })
    const input = chainInput(body, people, goods)
    const offers = await context.compute.run<(ChainOffer | null)[]>({ module: '#kernel/learn', name: 'chainOffers', args: [input] }, run.signal)
    run.progress({ step: 'committing' })
    await writeWork(context, work, { body, people, goods, input, offers, signal: run.signal })
    await context.warehouse.command(insertOffers({ runId, key, asOf, features, work }), { signal: run.signal })
    const made = offers.filter((offer) => offer !== null)
    const detail = {
      customers: offers.length, offers: made.length, products: goods.shelf.length,
      passedOver: made.filter(({ unsuited }) => unsuited.length > 0).length,
      unrated: Array.from(input.asked.highestRisk).filter((risk) => risk === 0).length,
      plans: plansOf(body), version,
      names: Object.fromEntries(goods.shelf.map(({ product_id, name_zh, name_en }) => [product_id, { zh: name_zh, en: name_en === '' ? name_zh : name_en }])),
    }
    const replaced = (await context.runs.visible('model-offer', key)).filter((each) => each.asOf === asOf).map(({ id }) => id)
    await context.runs.commit(runId, detail, replaced)
    await context.warehouse.dropTable(work)
    return { runId, customers: detail.customers, offers: detail.offers }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

export const chanceKey = (at: number): string => `chance_${at}`

/** The population with rating, age and chances as of the date. */
async function readPeople(context: Context, ports: TagPorts, body: CrossSell, place: { asOf: string; features: string; signal: AbortSignal }): Promise<ReadRows> {
  const { asOf, features, signal } = place
  const named = (key: string, value: CrossSell['categories'][number]['chance']) => ({ key, name: { zh: key }, value })
  const wanted = [named('rating', RATING), named('age', AGE), ...body.categories.map(({ chance }, at) => named(chanceKey(at), chance)), ...planValues(body).map(({ key, value }) => named(key, value))]
  const compiled = await compileDate(context, ports, { population: body.population, features: wanted, also: rulesOf(body) }, { asOf, knownAt: asOf, labelled: false })
  await context.warehouse.createTable(rowsTable(features, compiled))
  await context.warehouse.command(insertRows({ ...compiled, table: features, asOf }), { signal })
  const columns = wanted.map(({ key }) => ({ name: key, column: featureColumn(key), levels: key === 'rating' ? RATINGS : null }))
  return readRows(context, { table: features, columns, where: sql`1` }, signal)
}

/** Rules beside the population: segments they name are looked up too. */
function rulesOf({ tactics = [], nurture = [] }: CrossSell): RuleDocument[] {
  return [...tactics, ...nurture].flatMap(({ when }) => (when === undefined ? [] : [when]))
}

interface Goods {
  /** Products on the shelf in the asked categories. */
  readonly shelf: readonly ProductRow[]
  /** Every product somebody holds or may be offered, by place. */
  readonly products: readonly string[]
  readonly held: { readonly custNo: Float64Array; readonly item: Float64Array }
}

async function readGoods(context: Context, body: CrossSell, asOf: string, signal: AbortSignal): Promise<Goods> {
  const runs = await bankRunsOf(context.runs, ['product', 'holding'], asOf)
  const categories = body.categories.map(({ category }) => category)
  const shelved = bankRows('product', runs.get('product') ?? [], ['product_id', 'category', 'name_zh', 'name_en', 'risk_level', 'on_shelf', 'off_shelf'])
  const shelf = await context.warehouse.query(shelfQuery(shelved, categories, asOf), { signal })
  if (shelf.length === 0) fail('OFFER_NO_PRODUCTS', { categories: categories.join(', '), asOf })
  const rows = bankRows('holding', runs.get('holding') ?? [], ['product_id', 'as_of'])
  const from = addDays(asOf, -body.heldDays)
  const known = (await context.warehouse.query(heldProductsQuery(rows, from, asOf), { signal })).map(({ product_id }) => product_id)
  if (known.length === 0) fail('OFFER_NO_HOLDINGS', { from, to: asOf })
  const products = [...new Set([...shelf.map(({ product_id }) => product_id), ...known])].sort()
  const blocks = numberBlocks()
  for await (const chunk of context.warehouse.stream(heldQuery(rows, products, from, asOf), 'Native', { signal })) blocks.push(chunk)
  const { columns } = blocks.end()
  return { shelf, products, held: { custNo: columns.get('cust_no') ?? new Float64Array(0), item: columns.get('item') ?? new Float64Array(0) } }
}

function chainInput(body: CrossSell, people: ReadRows, goods: Goods): ChainInput {
  const users = new Map<number, number>()
  const placeOf = (custNo: number): number => users.get(custNo) ?? (users.set(custNo, users.size), users.size - 1)
  const holders = Array.from(goods.held.custNo, placeOf)
  const asked = Array.from(people.custNo, placeOf)
  const shelf = new Map(goods.shelf.map((product) => [product.product_id, product]))
  const categories = body.categories.map(({ category }) => category)
  const chances = categories.map((_, at) => numbersOf(people, chanceKey(at)))
  const [ratings, ages] = [people.matrix.columns.find(({ name }) => name === 'rating'), numbersOf(people, 'age')]
  const highestRisk = asked.map((_, row) => highestRiskOf(ratings?.kind === 'category' ? (ratings.levels[ratings.codes[row] ?? -1] ?? null) : null, numberAt(ages, row)))
  return {
    interactions: { user: holders, item: goods.held.item, weight: new Float64Array(holders.length).fill(1) },
    users: users.size,
    items: goods.products.length,
    ranker: body.ranker,
    seed: body.seed,
    category: goods.products.map((product) => categories.indexOf(shelf.get(product)?.category ?? '')),
    risk: goods.products.map((product) => riskOf(shelf.get(product)?.category ?? '', shelf.get(product)?.risk_level ?? null)),
    categories: categories.length,
    asked: { user: asked, highestRisk, chance: asked.flatMap((_, row) => chances.map((each) => each[row] ?? Number.NaN)) },
  }
}

function numbersOf({ matrix }: ReadRows, name: string): ArrayLike<number> {
  const column: Column | undefined = matrix.columns.find((each) => each.name === name)
  return column?.kind === 'number' ? column.values : []
}

function numberAt(values: ArrayLike<number>, row: number): number | null {
  const value = values[row] ?? Number.NaN
  return Number.isNaN(value) ? null : value
}

/** Tactic and plan of a customer who is offered a category. */
function plansReader({ tactics = [], nurture = [] }: CrossSell, people: ReadRows): (category: string, row: number) => { tactic: ReturnType<typeof chooseTactic>; nurture: string | null } {
  const read = new Map(people.matrix.columns.flatMap((column) => (column.kind === 'number' ? [[column.name, column.values] as const] : [])))
  const holds = (name: string, row: number): boolean => (read.get(name)?.[row] ?? 1) === 1
  return (category, row) => ({
    tactic: chooseTactic(tactics, category, { holds: (at) => holds(tacticRule(at), row), worth: (at) => read.get(tacticWorth(at))?.[row] ?? Number.NaN }),
    nurture: chooseNurture(nurture, category, (at) => holds(nurtureRule(at), row)),
  })
}

interface Work {
  readonly body: CrossSell
  readonly people: ReadRows
  readonly goods: Goods
  readonly input: ChainInput
  readonly offers: readonly (ChainOffer | null)[]
  readonly signal: AbortSignal
}

async function writeWork(context: Context, work: string, { body, people, goods, input, offers, signal }: Work): Promise<void> {
  const text = 'LowCardinality(String)' as const
  const columns = { cust_no: 'UInt32', category: text, chance: 'Float64', product: text, rank: 'Float64', ranked_by: text, because: 'String', unsuited: 'String', highest_risk: 'Float64', risk: 'Float64', tactic: text, tactic_worth: 'Nullable(Float64)', nurture: text } as const
  await context.warehouse.createTable({ name: work, columns, orderBy: ['cust_no'], spread: 'copied', transient: true })
  const nameOf = (place: number): string => body.categories[place]?.category ?? ''
  const plansFor = plansReader(body, people)
  const line = (offer: ChainOffer | null, row: number): string => {
    if (offer === null) return ''
    const because = offer.because.map(({ item, effect }) => ({ product: goods.products[item] ?? '', effect }))
    const { tactic, nurture } = plansFor(nameOf(offer.category), row)
    const values = [people.custNo[row], nameOf(offer.category), offer.chance, goods.products[offer.item], offer.score, offer.by, JSON.stringify(because), JSON.stringify(offer.unsuited.map(nameOf)), input.asked.highestRisk[row], input.risk[offer.item], tactic?.key ?? '', tactic?.worth ?? null, nurture ?? '']
    return `${JSON.stringify(values)}\n`
  }
  for (let from = 0; from < offers.length; from += CHUNK) {
    const lines = offers.slice(from, from + CHUNK).map((offer, at) => line(offer, from + at))
    await context.warehouse.insert(work, 'JSONCompactEachRow', Buffer.from(lines.join('')), { token: `${work}:${from}`, signal })
  }
}
