import type { BoolNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { without } from './without.js'

export type InSegmentNode = Extract<BoolNode, { kind: 'inSegment' }>

/** Members of so many days ago; null or nothing for those of now. */
export function withDaysAgo(node: InSegmentNode, daysAgo: number | null): InSegmentNode {
  const rest = without(node, 'daysAgo')
  return daysAgo === null ? rest : { ...rest, daysAgo }
}

/** The condition on another segment: a pinned version stays pinned, to the newest of the other one. */
export function withSegment(node: InSegmentNode, segment: string, { segments }: Pick<Vocabulary, 'segments'>): InSegmentNode {
  const newest = segments.find(({ key }) => key === segment)?.version
  return { ...node, segment, version: node.version === 'latest' || newest === undefined ? 'latest' : newest }
}
