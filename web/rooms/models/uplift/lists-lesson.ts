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
  /** The two increments differ by more than their intervals. */
  readonly isProven: boolean
  /** Only when the campaign is proven to put them off. */
  readonly averse: List | null
}

const rateOf = (list: List): number => list.treatedRate ?? 0

/** The list that converts most adds less than the list of those changed most. */
const isTrap = (converts: List, uplift: List): boolean => rateOf(converts) > rateOf(uplift) && uplift.increment.value > converts.increment.value

function standApart({ increment: a }: List, { increment: b }: List): boolean {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return false
  return a.low > b.high || b.low > a.high
}

export type Reading = 'mostConverted' | 'mostAdded' | 'harms' | 'unproven'

/** What the figures say of one list: best by conversion or by increment of those of its size, harmful, or unproven. */
export function readingsOf(list: List, lists: readonly List[]): readonly Reading[] {
  const peers = lists.filter((one) => one.list === 'organic' || one.list === 'response' || one.list === 'uplift')
  const isPeer = peers.includes(list)
  const proven = provenOf(list.increment)
  return [
    ...(isPeer && peers.every((one) => rateOf(one) <= rateOf(list)) ? (['mostConverted'] as const) : []),
    ...(isPeer && peers.every((one) => one.increment.value <= list.increment.value) ? (['mostAdded'] as const) : []),
    ...(proven === 'loss' ? (['harms'] as const) : []),
    ...(proven === 'unclear' ? (['unproven'] as const) : []),
  ]
}

/** What the three lists teach; null while one of them could not be measured. */
export function lessonOf(lists: readonly List[]): Lesson | null {
  const find = (name: List['list']) => lists.find(({ list }) => list === name)
  const [organic, response, uplift, averse] = [find('organic'), find('response'), find('uplift'), find('averse')]
  if (organic === undefined || response === undefined || uplift === undefined) return null
  const converts = rateOf(organic) > rateOf(response) ? organic : response
  const isAverse = averse !== undefined && provenOf(averse.increment) === 'loss'
  return { kind: isTrap(converts, uplift) ? 'trap' : 'agree', converts, uplift, isProven: standApart(converts, uplift), averse: isAverse ? averse : null }
}
