import { type AggregateNode, type RuleDocument, type ValueDocument } from './node.js'
import { nodesOf, type Located } from './walk.js'

/** yes: constant state for each person; bounded: the rows of its windows; no: would need every row ever. */
export type Streaming = 'yes' | 'bounded' | 'no'

/** Why a node is not `yes`. */
export interface StreamingReason {
  readonly path: string
  readonly streaming: 'bounded' | 'no'
  readonly zh: string
  readonly en: string
}

export interface StreamingAnswer {
  readonly streaming: Streaming
  readonly reasons: readonly StreamingReason[]
}

/** Whether a rule can be evaluated event by event. A trigger must not be `no`. Every rule can run in batch. */
export function streamable(document: RuleDocument | ValueDocument): StreamingAnswer {
  const reasons = nodesOf(document).flatMap(({ node, path }) => {
    if (node.kind === 'population' || node.kind === 'response') return [needsOthers(path)]
    if (node.kind === 'interval') return [isEver(node) ? everyRow(path, 'interval') : keptRows(path)]
    if (node.kind === 'sequence') return [keptRows(path)]
    return node.kind === 'agg' ? reasonsOf({ node, path }) : []
  })
  const worst = reasons.some((reason) => reason.streaming === 'no') ? 'no' : 'bounded'
  return { streaming: reasons.length === 0 ? 'yes' : worst, reasons }
}

const UNBOUNDED: readonly AggregateNode['fn'][] = ['median', 'quantile', 'distinct', 'argmax', 'topShare', 'kept', 'collect']

function reasonsOf({ node, path }: Located<AggregateNode>): StreamingReason[] {
  if (!isEver(node)) return [keptRows(path)]
  return node.each === undefined && !UNBOUNDED.includes(node.fn) ? [] : [everyRow(path, node.fn)]
}

function isEver({ window }: Pick<AggregateNode, 'window'>): boolean {
  return window === undefined || window.kind === 'all'
}

function everyRow(path: string, fn: string): StreamingReason {
  return { path, streaming: 'no', zh: `不限时间的 ${fn} 需保留全部明细`, en: `${fn} over all time would keep every row` }
}

/** Where a customer stands changes with what others do: such a rule is evaluated at a snapshot. */
function needsOthers(path: string): StreamingReason {
  return { path, streaming: 'no', zh: '与其他客户相比的取值须在快照上计算', en: 'a comparison with other customers is made at a snapshot' }
}

function keptRows(path: string): StreamingReason {
  return { path, streaming: 'bounded', zh: '需保留时间窗内的明细', en: 'keeps the rows of its window' }
}
