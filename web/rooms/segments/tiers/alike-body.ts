import type { Vocabulary } from '#tags/contract'

const NUMBERS: readonly string[] = ['int', 'decimal', 'money']
const MOST = 60

/** Tags a look-alike compares by. */
export function comparedTags(vocabulary: Vocabulary): Vocabulary['tags'] {
  return vocabulary.tags.filter(({ type }) => NUMBERS.includes(type)).slice(0, MOST)
}

/** A tiering of who is like the members of a segment. */
export function alikeBody(segment: string, tags: Vocabulary['tags']) {
  return {
    plan: {
      kind: 'alike',
      seeds: { v: 1, kind: 'rule', rule: { kind: 'inSegment', segment, version: 'latest' } },
      features: tags.map(({ key, name }) => ({ key: key.replaceAll('-', '_'), name, value: { v: 1, kind: 'value', value: { kind: 'tag', tag: key } } })),
    },
  }
}
