import { bankTable } from '#ingest/contract'
import type { Offender } from '../contract.js'
import { columnPlaces, isOpenColumn, type ColumnPlace } from '../domain/bank-column-place.js'
import { maskOffender } from '../domain/mask-row.js'
import type { QualityRule } from '../domain/quality-rule.js'
import { judgeShare, notJudged, type Verdict } from '../domain/verdict.js'
import { checkedRows } from '../sql/checked-rows.js'
import { rowTest, type ReferredRows, type RowCheck, type RowTest } from '../sql/row-test.js'
import { countedRepeats, countedTest, offendersQuery, repeatsQuery, tablePassQuery, type Counted, type TablePass } from '../sql/table-pass-query.js'
import type { NewResult } from '../store/result-store.js'
import type { Fill } from '../store/dictionary-store.js'
import { allRuns, brokenResult, placesOf, resultOf, whereOf, windowOf, type CheckGround } from './check-ground.js'
import type { Feed } from './load-feeds.js'
import type { Check } from '../domain/rule-body.js'

type PassCheck = RowCheck | Extract<Check, { kind: 'uniqueness' }>

/** A rule that one pass over the table answers. */
export interface PassRule extends QualityRule {
  readonly body: QualityRule['body'] & { readonly check: PassCheck }
}

export function isPassRule(rule: QualityRule): rule is PassRule {
  const { check } = rule.body
  if (check.kind === 'validity') return !['id-checksum', 'mobile', 'email'].includes(check.test)
  return ['completeness', 'range', 'referential', 'uniqueness'].includes(check.kind)
}

interface Planned {
  readonly rule: PassRule
  readonly places: readonly ColumnPlace[]
  readonly counted: Counted
  /** null for uniqueness. */
  readonly test: RowTest | null
}

export interface TableChecked {
  readonly results: readonly NewResult[]
  readonly fills: readonly Fill[]
}

const SAMPLES = 20

/** Every row rule on what a source brought last to a fact table, or on the state it keeps of another: one pass, and one more look per rule that fails, for samples. */
export async function checkTable(ground: CheckGround, feed: Feed, rules: readonly PassRule[], withFills: boolean): Promise<TableChecked> {
  const skipped: NewResult[] = []
  const results: NewResult[] = []
  const groups = new Map<string, Planned[]>()
  for (const rule of rules) {
    const planned = plan(ground, feed, rule)
    if (planned === null) skipped.push(resultOf(ground, rule, feed.source, notJudged('REFERRED_TABLE_EMPTY')))
    else groups.set(groupOf(rule), [...(groups.get(groupOf(rule)) ?? []), planned])
  }
  if (withFills && !groups.has('')) groups.set('', [])
  let fills: readonly Fill[] = []
  for (const [key, planned] of groups) {
    const done = await checkGroup(ground, feed, planned, key === '' && withFills)
    results.push(...done.results)
    if (key === '' && withFills) fills = done.fills
  }
  return { results: [...results, ...skipped], fills }
}

/** Rules over the same rows share a pass; a reference into customers' rows holds a large set in memory and goes alone. */
function groupOf({ key, body }: PassRule): string {
  const large = body.check.kind === 'referential' && bankTable(body.check.to.table).customer !== 'none'
  return body.where !== undefined || large ? key : ''
}

function plan(ground: CheckGround, feed: Feed, rule: PassRule): Planned | null {
  const { check, columns } = rule.body
  const places = placesOf(ground, feed.table, columns)
  if (check.kind === 'uniqueness') return { rule, places, counted: countedRepeats(places), test: null }
  const referred = check.kind === 'referential' ? referredRows(ground, check) : undefined
  if (referred === null) return null
  const test = rowTest(check, places, windowOf(ground), referred)
  return { rule, places, counted: countedTest(test), test }
}

function referredRows(ground: CheckGround, check: Extract<Check, { kind: 'referential' }>): ReferredRows | null {
  const { table, column } = check.to
  const [place] = placesOf(ground, table, [column])
  const runs = allRuns(ground, table)
  return place === undefined || runs.length === 0 ? null : { table, place, runs }
}

async function checkGroup(ground: CheckGround, feed: Feed, planned: readonly Planned[], withFills: boolean): Promise<TableChecked> {
  const columns = withFills ? columnPlaces(feed.table, ground.attributes).filter(({ name, column }) => feed.columns.has(name) && column.identifier === undefined) : []
  const spread = planned.filter(({ rule }) => rule.body.check.kind === 'range').flatMap(({ places }) => places)
  const where = whereOf(ground, feed.table, planned[0]?.rule.body.where)
  const read = unique([...columns, ...planned.flatMap(({ places }) => places)])
  const rows = checkedRows({ table: feed.table, runs: feed.delivery, columns: read, where }, windowOf(ground))
  const ask = tablePassQuery(rows, planned.map(({ counted }) => counted), columns, spread)
  let pass: TablePass | undefined
  try {
    pass = (await ground.context.warehouse.query(ask, { signal: ground.signal, maxSeconds: 0 }))[0]
  } catch (cause) {
    return { results: planned.map(({ rule }) => brokenResult(ground, rule, feed.source, cause)), fills: [] }
  }
  const results: NewResult[] = []
  for (const [at, each] of planned.entries()) results.push(resultOf(ground, each.rule, feed.source, await verdictOf(ground, feed, each, pass, { at, rows, spread })))
  const fills = columns.map(({ name }, at) => ({ column: name, rows: Number(pass?.rows ?? 0), filled: Number(pass?.filled[at] ?? 0) }))
  return { results, fills }
}

interface PassPlace {
  readonly at: number
  readonly rows: ReturnType<typeof checkedRows>
  readonly spread: readonly ColumnPlace[]
}

async function verdictOf(ground: CheckGround, feed: Feed, planned: Planned, pass: TablePass | undefined, place: PassPlace): Promise<Verdict> {
  const { check } = planned.rule.body
  const verdict = judgeShare(Number(pass?.checked[place.at] ?? 0), Number(pass?.failed[place.at] ?? 0), check.minShare)
  const spread = check.kind === 'range' ? pass?.spread[place.spread.indexOf(planned.places[0] as ColumnPlace)] : undefined
  const detail = spread === undefined ? {} : { p005: spread[0] ?? null, p50: spread[1] ?? null, p995: spread[2] ?? null }
  const samples = verdict.ok === false ? await offenders(ground, feed, planned, place.rows) : []
  return { ...verdict, detail: { ...verdict.detail, ...detail }, samples }
}

async function offenders(ground: CheckGround, feed: Feed, { test, places }: Planned, rows: PassPlace['rows']): Promise<Offender[]> {
  const ask = test === null ? repeatsQuery(rows, places, SAMPLES) : offendersQuery(rows, test, SAMPLES)
  const found = await ground.context.warehouse.query(ask, { signal: ground.signal, maxSeconds: 0 })
  const [place] = places
  const open = test === null || (place !== undefined && isOpenColumn(place, ground.classes.get(`${feed.table}.${place.name}`)))
  return found.map((each) => maskOffender(each, { ofCustomers: bankTable(feed.table).customer !== 'none', open }))
}

function unique(places: readonly ColumnPlace[]): ColumnPlace[] {
  return [...new Map(places.map((place) => [place.stored, place])).values()]
}
