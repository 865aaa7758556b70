import type { PopulationNode, ValueNode } from '#kernel/rule'
import { blank } from './value-form.js'

const FIFTHS = 5

export type Tie = NonNullable<PopulationNode['ties']>[number]

/** Another way to compare: what only the former had is left out. */
export function withKind(node: PopulationNode, fn: PopulationNode['fn']): PopulationNode {
  const { tiles, best, ties, ...rest } = node
  const ends = fn === 'zscore' || best === undefined ? {} : { best }
  const bands = fn === 'tile' ? { tiles: tiles ?? FIFTHS, ...(ties === undefined ? {} : { ties }) } : {}
  return { ...rest, fn, ...bands, ...ends }
}

/** The comparison within groups, among some, with equals told apart; an empty list or nothing leaves the part out. */
export function withPart(node: PopulationNode, part: Pick<PopulationNode, 'by' | 'among' | 'ties'>): PopulationNode {
  const next: PopulationNode = { ...node, ...part }
  const { by, among, ties, ...rest } = next
  return { ...rest, ...(by === undefined || by.length === 0 ? {} : { by }), ...(among === undefined ? {} : { among }), ...(ties === undefined || ties.length === 0 ? {} : { ties }) }
}

export const startTie: Tie = { of: blank }

/** The code of a value in a list of names. */
export const groupCode = (value: ValueNode): string => (value.kind === 'tag' ? `tag:${value.tag}` : value.kind === 'attr' ? `attr:${value.table}:${value.field}` : `json:${JSON.stringify(value)}`)

/** The value of a code. */
export function groupValue(code: string): ValueNode {
  const [kind, first = '', ...rest] = code.split(':')
  if (kind === 'json') return JSON.parse(code.slice('json:'.length)) as ValueNode
  return kind === 'tag' ? { kind: 'tag', tag: code.slice('tag:'.length) } : { kind: 'attr', table: first, field: rest.join(':') }
}
