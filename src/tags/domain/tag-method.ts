import type { ValueDocument, ValueNode } from '#kernel/rule'
import type { Tag, TagMethod } from '../contract.js'

const AGGREGATES: Partial<Record<Extract<ValueNode, { kind: 'agg' }>['fn'], TagMethod>> = { decay: 'decay', slope: 'trend' }

/** How a tag comes about: as its definition says, else as its computation shows. */
export function tagMethod({ method, compute }: Pick<Tag, 'method' | 'compute'>): TagMethod {
  if (method !== undefined) return method
  if (compute.kind === 'manual') return 'manual'
  if (compute.kind === 'score' || compute.kind === 'measure' || compute.kind === 'correction') return 'score'
  return compute.kind === 'rule' ? 'rule' : ofValue(compute)
}

function ofValue({ value }: ValueDocument): TagMethod {
  if (value.kind === 'attr') return value.field.startsWith('x_') ? 'import' : 'attribute'
  if (value.kind === 'population' || value.kind === 'response') return 'ranking'
  if (value.kind === 'agg') return AGGREGATES[value.fn] ?? (value.fn === 'last' || value.fn === 'first' ? 'fact' : 'aggregate')
  return value.kind === 'bucket' && value.of.kind !== 'agg' ? 'attribute' : 'rule'
}
