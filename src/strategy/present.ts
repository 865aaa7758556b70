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
    waterfall: hideSmall(list.waterfall, minCell),
    sampleRatio: ratioOf(list.arms, list.counts),
    maxLoadId: list.maxLoadId,
  }
}

/**
 * Steps that took out fewer than the smallest cell say nothing: their customers go on in the numbers below until the
 * list's own size, so that no difference of two numbers tells one step's count.
 */
function hideSmall(steps: readonly WaterfallStep[], minCell: number): WaterfallStep[] {
  let running = steps[0]?.left ?? 0
  return steps.map((step) => {
    if (step.step === 'ASSIGNED') return step
    const before = running
    const out = step.out ?? 0
    if (out > 0 && out < minCell) return { ...step, in: before, out: null, left: before, reasons: [] }
    running -= out
    return { ...step, in: before, left: running, reasons: step.reasons.filter(({ n }) => n >= minCell) }
  })
}

/** A member as people see it: the bank's number, never ours. */
export function presentListMember(row: MemberRow) {
  return { custId: row.cust_id, orgPath: row.org_path, rm: row.rm, arm: row.arm, bucket: row.bucket }
}
