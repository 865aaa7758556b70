import { addDays, dayEnd } from '#kernel/calendar'
import { identifier } from '#kernel/sql'
import type { Context } from '#platform/context'
import { channelName } from '#customers/contract'
import { bankRunsOf } from '#ingest'
import { bankTable, type BankTableName } from '#ingest/contract'
import type { TagSnapshot } from '#tags'
import type { Portrait, PortraitCell } from '../contract-portrait.js'
import { adjustedCells, adjustedTraits } from '../domain/adjusted.js'
import { countsOf } from '../domain/group-counts.js'
import { placeCells } from '../domain/place-cells.js'
import { boundsOf, presentCells, type CellGround } from '../domain/portrait-cells.js'
import { moneyOf } from '../domain/portrait-money.js'
import { momentsAt, traitOf, type TraitSource } from '../domain/portrait-traits.js'
import { moneyQuery } from '../sql/money-query.js'
import { channelsQuery, productsQuery, type ShareRow } from '../sql/share-queries.js'
import { cellsQuery, numbersQuery } from '../sql/trait-queries.js'
import { traitSources } from './trait-sources.js'

const CHANNEL_DAYS = 90
const CITY = 'a_city_code'

export interface DrawGround {
  readonly runId: number
  readonly snapshot: TagSnapshot
  readonly asOf: string
  readonly cells: CellGround
  readonly signal?: AbortSignal | undefined
}

type Drawing = Pick<Portrait, 'traits' | 'products' | 'channels' | 'provinces' | 'cities' | 'money'>

/** Everything a portrait tells of the members written under a run: two readings of the wide table, one each of holdings, movements and assets. */
export async function drawPortrait(context: Context, ground: DrawGround): Promise<Drawing> {
  const tables: readonly BankTableName[] = ['product', 'account', 'position', 'loan', 'txn', 'app_event', 'aum_month']
  const runs = await bankRunsOf(context.runs, tables, ground.asOf)
  const of = (table: BankTableName) => runs.get(table) ?? []
  const holdings = { product: of('product'), account: of('account'), position: of('position'), loan: of('loan') }
  const zone = context.settings.timeZone
  const [from, end] = [warehouseInstant(dayEnd(addDays(ground.asOf, -CHANNEL_DAYS), zone)), warehouseInstant(dayEnd(ground.asOf, zone))]
  const options = ground.signal === undefined ? {} : { signal: ground.signal, maxSeconds: 3600 }
  const ask = context.warehouse
  const [found, products, channels, money] = await Promise.all([
    drawTraits(context, ground),
    ask.query(productsQuery(ground.runId, holdings, ground.asOf), options),
    ask.query(channelsQuery(ground.runId, { txn: of('txn'), appEvent: of('app_event') }, from, end), options),
    ask.query(moneyQuery(ground.runId, of('aum_month'), ground.asOf), options),
  ])
  const category = bankTable('product').columns['category']?.values ?? {}
  const lists = adjustedCells([
    ...found.traits.map(({ cells }) => cells),
    sharesOf(products, ground.cells, (code) => category[code] ?? { zh: code, en: code }),
    sharesOf(channels, ground.cells, channelName),
    found.places.provinces,
    found.places.cities,
  ])
  const at = found.traits.length
  const list = (place: number): PortraitCell[] => lists[at + place] ?? []
  const isKnown = (...names: BankTableName[]) => names.some((name) => of(name).length > 0)
  return {
    traits: adjustedTraits(found.traits.map((trait, place) => ({ ...trait, cells: lists[place] ?? [] }))),
    products: { known: isKnown('account', 'position', 'loan'), cells: list(0), more: 0 },
    channels: { known: isKnown('txn', 'app_event'), cells: list(1), more: 0 },
    provinces: { known: found.places.known, cells: list(2), more: 0 },
    cities: { known: found.places.known, cells: list(3), more: found.places.more },
    money: moneyOf(money, ground.cells.size, context.settings.currency),
  }
}

async function drawTraits(context: Context, ground: DrawGround) {
  const { snapshot, runId, cells } = ground
  const options = ground.signal === undefined ? {} : { signal: ground.signal, maxSeconds: 3600 }
  const table = identifier(snapshot.table)
  const sources = await traitSources(context, snapshot)
  const hasCity = snapshot.attributes.some(({ column }) => column === CITY)
  const columns = [...sources.map(({ column, reading, sure }) => ({ column, kind: reading, ...(sure === undefined ? {} : { sure }) })), ...(hasCity ? [{ column: CITY, kind: 'category' as const }] : [])]
  const numeric = columns.filter(({ kind }) => kind === 'number' || kind === 'day')
  const numbers = numeric.length === 0 ? undefined : (await context.warehouse.query(numbersQuery(table, runId, numeric), options))[0]
  const place = new Map(numeric.map(({ column }, at) => [column, at]))
  const bounds = columns.map(({ column }) => boundsOf(numbers?.deciles[place.get(column) ?? -1] ?? []))
  const rows = await context.warehouse.query(cellsQuery(table, runId, columns, bounds), options)
  const byItem = new Map<number, typeof rows>()
  for (const row of rows) byItem.set(row.item, [...(byItem.get(row.item) ?? []), row])
  const traits = sources.map((source: TraitSource, at) => traitOf(source, byItem.get(at) ?? [], bounds[at] ?? [], momentsAt(numbers, place.get(source.column)), cells))
  // A tag whose values are all guesses is told as not known, not left out.
  return { traits: traits.filter((trait, at) => (trait.covered ?? 0) > 0 || (trait.baseCovered ?? 0) > 0 || sources[at]?.sure !== undefined), places: placeCells(hasCity ? (byItem.get(sources.length) ?? []) : [], cells) }
}

function sharesOf(rows: readonly ShareRow[], ground: CellGround, name: (code: string) => { zh: string; en: string }): PortraitCell[] {
  const cells = rows.map(({ code, n }) => ({ code, label: name(code), found: countsOf(n) })).sort((a, b) => b.found.rest + b.found.both - a.found.rest - a.found.both)
  return presentCells(cells, ground, false)
}

/** `2025-12-31T16:00:00.000Z` as the warehouse writes instants. */
function warehouseInstant(iso: string): string {
  return iso.replace('T', ' ').replace('Z', '')
}
