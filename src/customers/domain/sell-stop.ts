import { addDays } from '#kernel/calendar'
import type { DoNotSell } from '../contract.js'
import type { ComplaintRow } from '../sql/complaint-query.js'

/** Days after a complaint was closed on which nothing is sold (domain specification 6.5, step 4). */
export const NO_SALE_DAYS = 90

/**
 * Why nothing is sold to a person now: a complaint of any of these numbers is open (no end is known), or one was closed less
 * than `NO_SALE_DAYS` ago, and selling may begin again on `until`. null: nothing stands against it.
 */
export function sellStop(rows: readonly ComplaintRow[]): DoNotSell | null {
  const since = rows.map((row) => row.since).sort()[0]
  if (since === undefined) return null
  const open = rows.reduce((sum, row) => sum + Number(row.open_n), 0)
  const all = rows.reduce((sum, row) => sum + Number(row.n), 0)
  const topics = [...new Set(rows.map((row) => row.topic).filter((topic) => topic !== ''))]
  const last = rows.flatMap((row) => (row.closed_on === null ? [] : [row.closed_on])).sort().at(-1)
  if (open > 0 || last === undefined) return { since, until: null, open, reason: { zh: `${open} 件投诉未办结${named(topics, '：', '、')}`, en: `${open} ${open === 1 ? 'complaint is' : 'complaints are'} open${named(topics, ': ', ', ')}` } }
  return {
    since, until: addDays(last, NO_SALE_DAYS), open: 0,
    reason: { zh: `${all} 件投诉已办结，最后一件办结于 ${last}，未满 ${NO_SALE_DAYS} 天${named(topics, '：', '、')}`, en: `${all} ${all === 1 ? 'complaint was' : 'complaints were'} closed, the last on ${last}, less than ${NO_SALE_DAYS} days ago${named(topics, ': ', ', ')}` },
  }
}

function named(topics: readonly string[], before: string, between: string): string {
  return topics.length === 0 ? '' : `${before}${topics.join(between)}`
}
