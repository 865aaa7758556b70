import type { Segment } from '../contract.js'

interface Said {
  readonly zh: string
  readonly en: string
}

/** What a segment takes of its rule's members, in words; nothing where it takes all. */
export function partsInWords({ cluster, tier, list }: Pick<Segment, 'cluster' | 'tier' | 'list'>): Said[] {
  const came = tier?.cameFrom === undefined ? { zh: '', en: '' } : { zh: `（上期为 ${tier.cameFrom}）`, en: ` (in ${tier.cameFrom} the run before)` }
  return [
    ...(tier === undefined ? [] : [tier.most === undefined ? { zh: `属于分层 ${tier.tiering} 的 ${tier.cell ?? ''}${came.zh}`, en: `in ${tier.cell ?? ''} of ${tier.tiering}${came.en}` } : mostInWords(tier.tiering, tier.most, tier.seeds === true)]),
    ...(cluster === undefined ? [] : [{ zh: `属于聚类 ${cluster.clustering} 的第 ${cluster.cluster + 1} 簇`, en: `in cluster ${cluster.cluster + 1} of ${cluster.clustering}` }]),
    ...(list === undefined ? [] : [{ zh: '在上传的名单中', en: 'on the uploaded list' }]),
  ]
}

function mostInWords(tiering: string, most: number, withSeeds: boolean): Said {
  return { zh: `${tiering} 中最相似的 ${most} 位${withSeeds ? '及种子' : ''}`, en: `the ${most} most alike of ${tiering}${withSeeds ? ' and the seeds' : ''}` }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A segment in words: what it takes, and of whom; the rule is left out where it takes everybody. */
export function segmentInWords(body: Pick<Segment, 'cluster' | 'tier' | 'list' | 'rule'>, rule: Said): Said {
  const parts = partsInWords(body)
  if (parts.length === 0) return rule
  const all = body.rule.rule.kind === 'always' ? parts : [...parts, rule]
  return { zh: all.map(({ zh }) => zh).join('，且：'), en: capital(all.map(({ en }) => en).join(', and: ')) }
}
