import { addDays } from '#kernel/calendar'
import type { Sql } from '#kernel/sql'
import { listLoads } from '#ingest'
import type { Check, ReconciliationSide } from '../domain/rule-body.js'
import { judgeAge, judgeDeadline, type LoadTime, type Timeliness } from '../domain/timeliness.js'
import { judgeShare, notJudged, type Verdict } from '../domain/verdict.js'
import { checkedRows, type Window } from '../sql/checked-rows.js'
import { signedSumQuery } from '../sql/window-queries.js'
import { loadIdentifierCounts } from '../store/identifier-store.js'
import type { IdentifierKind } from '../domain/identifier-format.js'
import { allRuns, placesOf, whereOf, type CheckGround } from './check-ground.js'
import type { Feed } from './load-feeds.js'

type Of<Kind extends Check['kind']> = Extract<Check, { kind: Kind }>

/** Loads that are looked back on to know how often a source comes. */
const LOADS_SEEN = 200

/** Whether a source came in time. */
export async function checkTimeliness(ground: CheckGround, source: string, check: Of<'timeliness'>): Promise<Verdict> {
  const { items } = await listLoads(ground.context.ledger, { source, limit: LOADS_SEEN })
  const loads: LoadTime[] = items.flatMap(({ status, businessDate, endedAt }) =>
    endedAt !== null && (status === 'loaded' || status === 'unchanged') ? [{ businessDate, endedAt }] : [],
  )
  const { by } = check
  const found = by === undefined ? judgeAge(check, ground.asOf, loads) : judgeDeadline({ ...check, by }, ground.asOf, loads, ground)
  return typeof found === 'string' ? notJudged(found) : timelinessVerdict(found, loads.length)
}

function timelinessVerdict({ ok, value, threshold, detail }: Timeliness, checked: number): Verdict {
  return { ok, checked, failed: ok ? 0 : 1, value, threshold, detail, samples: [] }
}

/** Shapes of identifiers, counted while they were sealed. */
export async function checkIdentifiers(ground: CheckGround, feed: Feed, kind: IdentifierKind, minShare: number): Promise<Verdict> {
  const counts = await loadIdentifierCounts(ground.context.ledger.db, feed.loadIds, kind)
  const sum = (of: 'checked' | 'failed') => counts.reduce((total, count) => total + count[of], 0)
  const verdict = judgeShare(sum('checked'), sum('failed'), minShare)
  const samples = verdict.ok === false ? counts.flatMap((count) => count.samples).slice(0, 20) : []
  return { ...verdict, samples: samples.map((value) => ({ row: '', value })) }
}

/** Whether two sums agree within a share of the larger one. */
export async function checkReconciliation(ground: CheckGround, check: Of<'reconciliation'>): Promise<Verdict> {
  const [left, right] = [await sideTotal(ground, check.left, check.days), await sideTotal(ground, check.right, check.days)]
  if (left === null || right === null) return notJudged('NOTHING_LOADED')
  const larger = Math.max(Math.abs(left), Math.abs(right))
  const share = larger === 0 ? 0 : Math.abs(left - right) / larger
  return { ok: share <= check.tolerance, checked: 2, failed: share <= check.tolerance ? 0 : 1, value: share, threshold: check.tolerance, detail: { left, right, difference: left - right }, samples: [] }
}

async function sideTotal(ground: CheckGround, side: ReconciliationSide, days: number): Promise<number | null> {
  const runs = allRuns(ground, side.table)
  const [place] = placesOf(ground, side.table, [side.column])
  if (runs.length === 0 || place === undefined) return null
  const minus = whereOf(ground, side.table, side.minus)
  const columns = [place, ...minus.map((each) => each.place)]
  const rowsIn = (window: Omit<Window, 'timeZone'>) => checkedRows({ table: side.table, runs, columns, where: whereOf(ground, side.table, side.where) }, { ...window, timeZone: ground.timeZone })
  const total = async (rows: Sql) => {
    const found = (await ground.context.warehouse.query(signedSumQuery(rows, place, minus), { signal: ground.signal, maxSeconds: 0 }))[0]
    return Number(found?.n ?? 0) === 0 ? null : (found?.total ?? null)
  }
  if (side.measure === 'sum') return (await total(rowsIn({ asOf: ground.asOf, days }))) ?? 0
  const [now, then] = [await total(rowsIn({ asOf: ground.asOf, days: 1 })), await total(rowsIn({ asOf: addDays(ground.asOf, -days), days: 1 }))]
  return now === null || then === null ? null : now - then
}
