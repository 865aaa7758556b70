import type { Context } from '#platform/context'
import type { ErasedPerson, ErasurePlace, ErasureWork } from '#ingest'
import { bitmapsWith, bitmapWithout, erasureCountsQuery, numbersOfQuery, tierRowsOf } from '../sql/erasure-queries.js'
import { forgetBits } from './segment-bits.js'

/** Cells of a person in past tierings, and their place in the bitmaps of segments, clusters and uploaded lists. Sizes that were written down stay. */
export function segmentErasure(context: Context): ErasurePlace[] {
  return [{ name: 'segments', erase: (person, work) => erasePerson(context, person, work) }]
}

async function erasePerson(context: Context, { custIds }: ErasedPerson, work: ErasureWork): Promise<void> {
  const { warehouse } = context
  const numbers = (await warehouse.query(numbersOfQuery(custIds), { maxSeconds: 0 })).map((row) => row.cust_no)
  if (numbers.length === 0) return
  const [found] = await warehouse.query(erasureCountsQuery(numbers), { maxSeconds: 0 })
  if (Number(found?.tiers ?? 0) > 0) {
    await work.removing('tier_members', Number(found?.tiers))
    await warehouse.deleteRows('tier_members', tierRowsOf(numbers))
  }
  for (const [table, rows] of [['segment_members', found?.segments], ['cluster_members', found?.clusters]] as const) {
    work.signal.throwIfAborted()
    if (Number(rows ?? 0) === 0) continue
    await work.removing(table, Number(rows))
    await warehouse.updateRows(table, { members: bitmapWithout(numbers) }, bitmapsWith(numbers))
  }
  forgetBits(context)
}
