import { addDays, dayEnd } from '#kernel/calendar'
import type { Sql } from '#kernel/sql'
import { isFact, type ColumnPlace } from '../domain/bank-column-place.js'
import { bucketsOf, risingEdges, stabilityIndex, type Bucket } from '../domain/drift.js'
import type { QualityRule } from '../domain/quality-rule.js'
import type { Check } from '../domain/rule-body.js'
import { unitChange } from '../domain/unit-change.js'
import { judgeMost, notJudged, type Verdict } from '../domain/verdict.js'
import { judgeVolume } from '../domain/volume.js'
import { checkedRows, timeColumn } from '../sql/checked-rows.js'
import { codeCountsQuery, edgeCountsQuery, medianSizeQuery, newestRowQuery, quantileEdgesQuery, rowsByDayQuery } from '../sql/window-queries.js'
import { placesOf, whereOf, windowOf, type CheckGround } from './check-ground.js'
import { loadFeeds, type Feed } from './load-feeds.js'

type Of<Kind extends Check['kind']> = Extract<Check, { kind: Kind }>

/** Rows of the business date against the same weekday of the weeks before. */
export async function checkVolume(ground: CheckGround, feed: Feed, rule: QualityRule, check: Of<'volume'>): Promise<Verdict> {
  if (feed.newest < ground.asOf) return notJudged('NOT_LOADED_YET', { newest: feed.newest })
  const rows = checkedRows({ table: feed.table, runs: feed.runs, columns: [], where: whereOf(ground, feed.table, rule.body.where) }, windowOf(ground, 7 * check.weeks + 1))
  const found = await ground.context.warehouse.query(rowsByDayQuery(rows, timeColumn(feed.table), ground.timeZone), { signal: ground.signal, maxSeconds: 0 })
  const verdict = judgeVolume(check, ground.asOf, new Map(found.map(({ day, n }) => [day, Number(n)])))
  if (typeof verdict === 'string') return notJudged(verdict)
  const { ok, ratio, mean, days } = verdict
  return { ok, checked: verdict.rows, failed: 0, value: ratio, threshold: check.tolerance, detail: { mean, days }, samples: [] }
}

/** Hours between the newest row and the end of the business date. */
export async function checkFreshness(ground: CheckGround, feed: Feed, most: number): Promise<Verdict> {
  const time = timeColumn(feed.table)
  const rows = checkedRows({ table: feed.table, runs: feed.runs, columns: [] }, windowOf(ground))
  const newest = (await ground.context.warehouse.query(newestRowQuery(rows, time), { signal: ground.signal, maxSeconds: 0 }))[0]?.newest ?? null
  if (newest === null) return notJudged('NO_VALUES')
  const date = new Date(Number(newest)).toISOString()
  const at = time.isDate ? dayEnd(date.slice(0, 10), ground.timeZone) : date
  const hours = (Date.parse(dayEnd(ground.asOf, ground.timeZone)) - Date.parse(at)) / 3_600_000
  return judgeMost(hours, most, { checked: 1 }, { newest: at })
}

interface Pair {
  readonly reference: Sql
  readonly current: Sql
}

/** The rows now and those before: of a fact table the `days` up to the date and the same before; of others the state then. */
async function pairOf(ground: CheckGround, feed: Feed, rule: QualityRule, place: ColumnPlace, days: number): Promise<Pair | null> {
  const before = addDays(ground.asOf, -days)
  const where = whereOf(ground, feed.table, rule.body.where)
  const of = (runs: readonly number[]) => ({ table: feed.table, runs, columns: [place], where })
  const zone = { timeZone: ground.timeZone }
  if (isFact(feed.table)) {
    return { current: checkedRows(of(feed.runs), windowOf(ground, days)), reference: checkedRows(of(feed.runs), { asOf: before, days, ...zone }) }
  }
  const then = (await loadFeeds(ground.context, [feed.table], before)).find(({ source }) => source === feed.source)
  if (then === undefined || then.runs.join() === feed.runs.join()) return null
  return { current: checkedRows(of(feed.runs), windowOf(ground)), reference: checkedRows(of(then.runs), { asOf: before, ...zone }) }
}

/** Whether a column is suddenly in another unit: the ratio of medians lies near a power of ten. */
export async function checkUnit(ground: CheckGround, feed: Feed, rule: QualityRule, check: Of<'unit-change'>): Promise<Verdict> {
  const [place] = placesOf(ground, feed.table, rule.body.columns)
  const pair = place === undefined ? null : await pairOf(ground, feed, rule, place, check.days)
  if (place === undefined || pair === null) return notJudged('NOTHING_TO_COMPARE')
  const [before, now] = [await sizeOf(ground, pair.reference, place), await sizeOf(ground, pair.current, place)]
  const counts = { reference: before.n, current: now.n }
  if (Math.min(before.n, now.n) < check.minRows) return notJudged('TOO_FEW_ROWS', counts)
  const change = unitChange(before.median, now.median, check.tolerance)
  if (change === null) return notJudged('NO_VALUES')
  const ok = change.power === 0
  return { ok, checked: now.n, failed: ok ? 0 : now.n, value: change.ratio, threshold: check.tolerance, detail: { before: before.median, now: now.median, power: change.power }, samples: [] }
}

async function sizeOf(ground: CheckGround, rows: Sql, place: ColumnPlace): Promise<{ n: number; median: number | null }> {
  const [found] = await ground.context.warehouse.query(medianSizeQuery(rows, place), { signal: ground.signal, maxSeconds: 0 })
  return { n: Number(found?.n ?? 0), median: found?.median ?? null }
}

/** Whether the spread of a column has moved: the population stability index against the window before. */
export async function checkDrift(ground: CheckGround, feed: Feed, rule: QualityRule, check: Of<'drift'>): Promise<Verdict> {
  const [place] = placesOf(ground, feed.table, rule.body.columns)
  const pair = place === undefined ? null : await pairOf(ground, feed, rule, place, check.days)
  if (place === undefined || pair === null) return notJudged('NOTHING_TO_COMPARE')
  const coded = place.column.type === 'enum' || place.column.type === 'bool'
  const buckets = coded ? await codeBuckets(ground, pair, place) : await numberBuckets(ground, pair, place, check.buckets)
  const total = (of: 'reference' | 'current') => buckets.reduce((sum, bucket) => sum + bucket[of], 0)
  const counts = { reference: total('reference'), current: total('current') }
  if (Math.min(counts.reference, counts.current) < check.minRows) return notJudged('TOO_FEW_ROWS', counts)
  const index = stabilityIndex(buckets)
  return index === null ? notJudged('TOO_FEW_ROWS', counts) : judgeMost(index, check.max, { checked: counts.current }, { buckets })
}

async function numberBuckets(ground: CheckGround, { reference, current }: Pair, place: ColumnPlace, parts: number): Promise<Bucket[]> {
  const ask = { signal: ground.signal, maxSeconds: 0 }
  const { warehouse } = ground.context
  const twentieths = (await warehouse.query(quantileEdgesQuery(reference, place), ask))[0]
  if (twentieths === undefined || Number(twentieths.n) === 0) return []
  const edges = risingEdges(twentieths.edges.filter((_, at) => (at + 1) % (20 / parts) === 0))
  const [then, now] = await Promise.all([reference, current].map(async (rows) => (await warehouse.query(edgeCountsQuery(rows, place, edges), ask))[0]))
  const counts = (of: typeof then) => of?.up_to.map(Number) ?? []
  const withValue = (of: typeof then) => Number(of?.n ?? 0) - Number(of?.missing ?? 0)
  const upTo = { reference: counts(then), current: counts(now) }
  const missing = { label: null, reference: Number(then?.missing ?? 0), current: Number(now?.missing ?? 0) }
  return [...bucketsOf(edges, upTo, { reference: withValue(then), current: withValue(now) }), missing]
}

const SHOWN = 50

async function codeBuckets(ground: CheckGround, { reference, current }: Pair, place: ColumnPlace): Promise<Bucket[]> {
  const [then, now] = await Promise.all(
    [reference, current].map(async (rows) => new Map((await ground.context.warehouse.query(codeCountsQuery(rows, place), { signal: ground.signal, maxSeconds: 0 })).map(({ code, n }) => [code, Number(n)]))),
  )
  const codes = [...new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])]
  const all = codes.map((label) => ({ label, reference: then?.get(label) ?? 0, current: now?.get(label) ?? 0 })).sort((one, two) => two.reference + two.current - one.reference - one.current)
  const rest = all.slice(SHOWN)
  const others = { label: 'others', reference: rest.reduce((sum, bucket) => sum + bucket.reference, 0), current: rest.reduce((sum, bucket) => sum + bucket.current, 0) }
  return rest.length === 0 ? all : [...all.slice(0, SHOWN), others]
}
