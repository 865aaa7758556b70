import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'
import { isMember } from './segment-queries.js'

export interface AttractivenessRows {
  /** FROM with the base under `base`, and who of it may be seen. */
  readonly from: Sql
  readonly visible: Sql
  /** Runs of the segments compared. */
  readonly runs: readonly number[]
  /** Values over the base; NULL where no tag tells them. */
  readonly value: Sql
  readonly effect: Sql
  /** 1 for who may be contacted for marketing. */
  readonly reachable: Sql
}

export interface AttractivenessRow {
  readonly people: string[]
  readonly reachable: string[]
  readonly valued: string[]
  readonly value: (number | null)[]
  readonly affected: string[]
  readonly effect: (number | null)[]
}

/** Of each run: members, those who may be contacted, and the means of value and effect over those who have one; in one scan. */
export function attractivenessQuery({ from, visible, runs, value, effect, reachable }: AttractivenessRows): Query<AttractivenessRow> {
  const flags = runs.map((runId, at) => sql`toUInt8(${isMember(runId)}) AS ${place(at)}`)
  const rows = sql`SELECT toNullable(toFloat64(${value})) AS worth, toNullable(toFloat64(${effect})) AS gain, toUInt8(${reachable}) AS may_reach, ${join(flags)} FROM ${from} WHERE ${visible}`
  const each = (of: (is: Sql) => Sql) => sql`[${join(runs.map((_, at) => of(sql`${place(at)} = 1`)))}]`
  return query(
    sql`SELECT ${each((is) => sql`countIf(${is})`)} AS people, ${each((is) => sql`countIf(${is} AND may_reach = 1)`)} AS reachable, ${each((is) => sql`countIf(${is} AND worth IS NOT NULL)`)} AS valued, ${each((is) => sql`avgOrNullIf(worth, ${is})`)} AS value, ${each((is) => sql`countIf(${is} AND gain IS NOT NULL)`)} AS affected, ${each((is) => sql`avgOrNullIf(gain, ${is})`)} AS effect FROM (${rows})`,
  )
}

/** Whether the bank says of anybody that they consent to marketing. */
export function consentKnownQuery(from: Sql): Query<{ n: string }> {
  return query(sql`SELECT count(base.a_marketing_consent) AS n FROM ${from}`)
}

/** Who consents to marketing and does not refuse contact; not who said nothing. */
export const mayBeContacted = sql`(ifNull(base.a_marketing_consent, false) AND NOT ifNull(base.a_do_not_contact, false))`

/** Column of the members of a run. */
const place = (at: number): Sql => identifier(`in_${at}`)
