import { minorUnitsOf } from '#kernel/money'
import type { ValueNode } from '#kernel/rule'
import type { SpokenType } from '../../../../ui/rule-editor/spoken.js'

export type Bucket = Extract<ValueNode, { kind: 'bucket' }>

export interface Band {
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** How many minor units one written unit is: 100 for yuan, 1 where it is no money. */
export function scaleOf(type: Pick<SpokenType, 'type' | 'ccy'> | null): number {
  return type?.type === 'money' ? 10 ** minorUnitsOf(type.ccy ?? 'CNY') : 1
}

/** A number as people write it: money in major units; null while it is not one. */
export function writtenEdge(edge: number | undefined, type: SpokenType | null): number | null {
  return edge === undefined || !Number.isFinite(edge) ? null : edge / scaleOf(type)
}

function storedEdge(written: number | null, type: SpokenType | null): number {
  const scale = scaleOf(type)
  if (written === null) return Number.NaN
  return scale === 1 ? written : Math.round(written * scale)
}

export function withEdge(node: Bucket, at: number, written: number | null, type: SpokenType | null): Bucket {
  return { ...node, edges: node.edges.with(at, storedEdge(written, type)) }
}

/** The names of each band; a label that is a code alone is called by it. */
export const bandsOf = ({ labels }: Bucket): readonly Band[] => labels.map((label) => (typeof label === 'string' ? { code: label, zh: label, en: label } : label))

/** Another name of a band. English follows the Chinese where none was given. */
export function withBand(node: Bucket, at: number, part: Partial<Band>): Bucket {
  const band = bandsOf(node)[at]
  return band === undefined ? node : { ...node, labels: node.labels.with(at, { ...band, ...part }) }
}

/** One more edge at the end, with a band after it. */
export function addEdge(node: Bucket): Bucket {
  const bands = bandsOf(node)
  const used = new Set(bands.map(({ code }) => code))
  const codes = Array.from({ length: bands.length + 1 }, (_, at) => `b${at + 1}`)
  const code = codes.find((one) => !used.has(one)) ?? `b${bands.length + 1}`
  return { ...node, edges: [...node.edges, Number.NaN], labels: [...node.labels, { code, zh: '', en: '' }] }
}

/** Without an edge and the band that began at it. */
export function removeEdge(node: Bucket, at: number): Bucket {
  return { ...node, edges: node.edges.toSpliced(at, 1), labels: node.labels.toSpliced(at + 1, 1) }
}

/** As it is stored: bands without an English name take the Chinese one. */
export function named(node: Bucket): Bucket {
  return { ...node, labels: node.labels.map((label) => (typeof label === 'string' || label.en !== '' ? label : { ...label, en: label.zh })) }
}
