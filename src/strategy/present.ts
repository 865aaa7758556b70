import type { FrozenList, WaterfallStep } from './contract.js'
import { ratioOf } from './domain/waterfall.js'
import type { MemberRow } from './sql/member-queries.js'
import type { StoredList } from './store/list-store.js'

/** A list as people see it. */
export function presentList(list: StoredList): FrozenList {
  const { id, strategy, strategyVersion, segment, segmentVersion, asOf, channel, purpose, arms, counts, size, status, author, releasedBy, createdAt, releasedAt } = list
  return { id, strategy, strategyVersion, segment, segmentVersion, asOf, channel, purpose, arms, counts, size, status, author, releasedBy, createdAt, releasedAt }
}

/** A list with its waterfall; numbers below the asker's smallest cell are hidden. */
export function presentListDetail(list: StoredList, minCell: number) {
  return {
    ...presentList(list),
    salt: list.salt,
    waterfall: list.waterfall.map((step) => hideSmall(step, minCell)),
    sampleRatio: ratioOf(list.arms, list.counts),
    maxLoadId: list.maxLoadId,
  }
}

function hideSmall(step: WaterfallStep, minCell: number): WaterfallStep {
  if (step.out === null || step.out === 0 || step.out >= minCell) return step
  return { ...step, out: null, reasons: [] }
}

/** A member as people see it: the bank's number, never ours. */
export function presentListMember(row: MemberRow) {
  return { custId: row.cust_id, orgPath: row.org_path, rm: row.rm, arm: row.arm, bucket: row.bucket }
}
