import type { Vocabulary } from '#tags/contract'

type Tag = Vocabulary['tags'][number]

const KINDS: readonly string[] = ['int', 'decimal', 'money', 'bool', 'enum']
const AMOUNTS: readonly string[] = ['int', 'money']

/** Tags customers can be grouped by. */
export const groupableTags = (vocabulary: Vocabulary): readonly Tag[] => vocabulary.tags.filter(({ type }) => KINDS.includes(type))

export interface Wanted {
  /** Null for everybody. */
  readonly segment: string | null
  readonly tags: readonly Tag[]
  readonly from: number
  readonly to: number
  /** What stands for a missing number. */
  readonly missing: 'zero' | 'median'
  /** Amounts and counts on a log scale. */
  readonly log: boolean
  readonly criterion: 'vote' | 'silhouette' | 'gap' | 'stability'
}

/** A clustering as asked for; equal bounds give the number of clusters. */
export function clusterBody({ segment, tags, from, to, missing, log, criterion }: Wanted) {
  return {
    population: { v: 1, kind: 'rule', rule: segment === null ? { kind: 'always' } : { kind: 'inSegment', segment, version: 'latest' } },
    features: tags.map(({ key, name, type }) => ({
      key: key.replaceAll('-', '_'),
      name,
      value: { v: 1, kind: 'value', value: { kind: 'tag', tag: key } },
      prepare: { missing, ...(log && AMOUNTS.includes(type) ? { log: true } : {}) },
    })),
    clusters: from === to ? from : { from, to },
    criterion,
  }
}
