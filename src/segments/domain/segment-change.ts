import type { SegmentChange } from '../contract-life.js'

interface Counted {
  readonly before: number
  readonly after: number
  readonly stayed: number
}

/**
 * What changed between two snapshots as somebody may see it. Entered is after − stayed and left is before − stayed: where
 * one of the three is below the smallest cell and not 0, all three are hidden, for the shown sizes would give it away.
 */
export function changeShown(runs: { readonly from: number; readonly to: number }, { before, after, stayed }: Counted, minCell: number): SegmentChange {
  const isSmall = (count: number) => count > 0 && count < minCell
  const parts = { entered: after - stayed, left: before - stayed, stayed }
  const isHidden = Object.values(parts).some(isSmall)
  return {
    ...runs,
    before: isSmall(before) ? null : before,
    after: isSmall(after) ? null : after,
    entered: isHidden ? null : parts.entered,
    left: isHidden ? null : parts.left,
    stayed: isHidden ? null : parts.stayed,
  }
}
