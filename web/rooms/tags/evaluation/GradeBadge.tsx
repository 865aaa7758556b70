import type { Grade } from '#tags/contract'
import { StatusTag } from '../../../ui/figures/StatusTag.js'

const TONES = { A: 'done', B: 'quiet', C: 'active', D: 'attention' } as const satisfies Record<Grade, string>

/** A grade with its mark; a dash where it is not known. */
export function GradeBadge({ grade }: { readonly grade: Grade | null }) {
  return grade === null ? <span className="no-value">–</span> : <StatusTag tone={TONES[grade]}>{grade}</StatusTag>
}
