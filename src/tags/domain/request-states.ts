import type { RequestState } from '../contract-life.js'

/** propose → define → review → publish → look at it again after thirty days; sent back or rejected on the way. */
const MOVES: Readonly<Record<RequestState, readonly RequestState[]>> = {
  proposed: ['defined', 'rejected'],
  defined: ['in_review', 'rejected'],
  in_review: ['published', 'defined', 'rejected'],
  published: ['reviewed'],
  reviewed: [],
  rejected: [],
}

/** Days after which a published tag is looked at again. */
export const REVIEW_DAYS = 30

export function movesFrom(state: RequestState): readonly RequestState[] {
  return MOVES[state]
}
