import type { TypeInfo } from '#kernel/rule'
import { identifier, sql, type Sql } from '#kernel/sql'
import { scopeCondition, type Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Distribution } from '../contract.js'
import { binsQuery, categoriesQuery, profileQuery, setCoverageQuery, type ValuePlace } from '../sql/distribution-query.js'

const NUMERIC = new Set(['int', 'decimal', 'money'])
const BINS = 10

/** Who of the base the actor may see. */
export function visibleTo(actor: Actor): Sql {
  return scopeCondition(actor.scope, { orgPath: identifier('base', 'org_path'), rm: identifier('base', 'rm') })
}

/** How a value is spread over the customers the actor may see. Cells below the actor's smallest cell are left out. */
export async function distributionOf(context: Context, place: ValuePlace, type: TypeInfo, actor: Actor): Promise<Distribution> {
  const numeric = NUMERIC.has(type.type)
  const asked = type.type === 'set' ? setCoverageQuery(place) : profileQuery(place, numeric)
  const profile = (await context.warehouse.query(asked))[0]
  const base = { customers: Number(profile?.customers ?? 0), covered: Number(profile?.covered ?? 0) }
  if (numeric) return { ...base, kind: 'numbers', categories: [], ...(await numbers(context, place, profile?.quantiles ?? [], profile?.mean ?? null)) }
  const rows = await context.warehouse.query(categoriesQuery(place, type.type === 'set'))
  const categories = rows
    .map((row) => ({ code: row.code, label: labelOf(row.code, type), count: Number(row.n) }))
    .filter((row) => row.count >= actor.scope.minCell)
  return { ...base, kind: 'categories', categories, bins: [], quantiles: null }
}

async function numbers(context: Context, place: ValuePlace, quantiles: readonly (number | null)[], mean: number | null) {
  const [p01, p25, p50, p75, p99] = quantiles
  if (p01 === null || p01 === undefined || p99 === null || p99 === undefined) return { bins: [], quantiles: null }
  const width = p99 > p01 ? (p99 - p01) / BINS : 1
  const rows = await context.warehouse.query(binsQuery(place, p01, width))
  const counts = new Map(rows.map((row) => [row.bin, Number(row.n)]))
  const bins = Array.from({ length: BINS }, (_, at) => ({ from: p01 + at * width, to: p01 + (at + 1) * width, count: counts.get(at) ?? 0 }))
  return { bins, quantiles: { p01, p25: p25 ?? p01, p50: p50 ?? p01, p75: p75 ?? p99, p99, mean: mean ?? 0 } }
}

function labelOf(code: string, type: TypeInfo): { zh: string; en: string } {
  if (type.type === 'bool') return code === 'true' || code === '1' ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' }
  const known = type.values?.find((value) => value.code === code)
  return known ? { zh: known.zh, en: known.en } : { zh: code, en: code }
}

/** SQL that is 1 where a snapshot column has a value. */
export function hasValue(column: string, type: string): Sql {
  return type === 'set' ? sql`notEmpty(${identifier(column)})` : sql`${identifier(column)} IS NOT NULL`
}
