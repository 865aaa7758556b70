import type { z } from 'zod'
import type { upliftListSchema } from '#models/contract'
import { provenOf } from './uplift-rows.js'

type List = z.infer<typeof upliftListSchema>

export interface Lesson {
  /** `trap`: the list that converts most adds less; `agree`: it is the uplift list itself or adds as much. */
  readonly kind: 'trap' | 'agree'
  /** Of organic and response, the one with the higher raw conversion. */
  readonly converts: List
  readonly uplift: List
  /** Only when the campaign is proven to put them off. */
  readonly averse: List | null
}

/** What the three lists teach; null while one of them could not be measured. */
export function lessonOf(lists: readonly List[]): Lesson | null {
  const find = (name: List['list']) => lists.find(({ list }) => list === name)
  const [organic, response, uplift, averse] = [find('organic'), find('response'), find('uplift'), find('averse')]
  if (organic === undefined || response === undefined || uplift === undefined) return null
  const converts = (organic.treatedRate ?? 0) > (response.treatedRate ?? 0) ? organic : response
  const isTrap = (converts.treatedRate ?? 0) > (uplift.treatedRate ?? 0) && uplift.increment.value > converts.increment.value
  return { kind: isTrap ? 'trap' : 'agree', converts, uplift, averse: averse !== undefined && provenOf(averse.increment) === 'loss' ? averse : null }
}
