import { maskCard } from '#privacy/contract'
import type { TimelineItem } from './contract.js'
import { toAmount, type AmountView } from './domain/amount.js'
import { sentenceOfRow, type Words } from './domain/timeline-words.js'
import type { ProductRow } from './sql/holdings-queries.js'
import type { TimelineRow } from './sql/timeline-query.js'

interface Place {
  readonly products: ReadonlyMap<string, ProductRow>
  readonly view: AmountView
}

/** A row of the timeline in words, account numbers masked and amounts as the asker may see them. */
export function presentTimelineRow(row: TimelineRow, place: Place): TimelineItem {
  const names = { product: (id: string): Words => productWords(id, place.products), account: maskCard }
  return {
    id: row.id,
    kind: row.kind,
    at: `${row.at.replace(' ', 'T')}Z`,
    dayOnly: row.day_only === 1,
    custId: row.cust_id,
    ...sentenceOfRow(row, names),
    ...amountOf(row, place.view),
    channel: row.channel === '' ? null : row.channel,
    link: linkOf(row),
  }
}

function productWords(id: string, products: ReadonlyMap<string, ProductRow>): Words {
  const found = products.get(id)
  return { zh: found?.name_zh ?? id, en: found?.name_en ?? found?.name_zh ?? id }
}

/** Of a day of transactions the net is told, in or out. */
function amountOf(row: TimelineRow, view: AmountView): Pick<TimelineItem, 'amount' | 'direction'> {
  if (row.what === 'txn') {
    const direction = row.extra === 'C' ? 'in' : row.extra === 'D' ? 'out' : null
    return { amount: toAmount(row.amount === null ? null : Math.abs(Number(row.amount)), view), direction }
  }
  if (row.what !== 'txn-day') return { amount: toAmount(row.amount, view), direction: null }
  const net = Number(row.amount ?? 0) - Number(row.amount_out ?? 0)
  return net === 0 ? { amount: null, direction: null } : { amount: toAmount(Math.abs(net), view), direction: net > 0 ? 'in' : 'out' }
}

function linkOf(row: TimelineRow): TimelineItem['link'] {
  if (row.what === 'sent') return { kind: 'list', key: row.extra }
  if (row.kind === 'consent') return { kind: 'consents', key: row.cust_id }
  return row.kind === 'identity' ? { kind: 'identity', key: row.cust_id } : null
}
