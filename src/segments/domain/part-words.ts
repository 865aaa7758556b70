import type { Segment } from '../contract.js'

interface Said {
  readonly zh: string
  readonly en: string
}

/** What a segment takes of its rule's members, in words; nothing where it takes all. */
export function partsInWords({ cluster, tier, list }: Pick<Segment, 'cluster' | 'tier' | 'list'>): Said[] {
  const came = tier?.cameFrom === undefined ? { zh: '', en: '' } : { zh: `（上期为 ${tier.cameFrom}）`, en: ` (in ${tier.cameFrom} the run before)` }
  return [
    ...(tier === undefined ? [] : [tier.most === undefined ? { zh: `属于分层 ${tier.tiering} 的 ${tier.cell ?? ''}${came.zh}`, en: `in ${tier.cell ?? ''} of ${tier.tiering}${came.en}` } : mostInWords(tier, tier.most)]),
    ...(tier?.also === undefined ? [] : [{ zh: `属于分层 ${tier.also.tiering} 的 ${tier.also.cell}`, en: `in ${tier.also.cell} of ${tier.also.tiering}` }]),
    ...(cluster === undefined ? [] : [{ zh: `属于聚类 ${cluster.clustering} 的第 ${cluster.cluster + 1} 簇`, en: `in cluster ${cluster.cluster + 1} of ${cluster.clustering}` }]),
    ...(list === undefined ? [] : [{ zh: '在上传的名单中', en: 'on the uploaded list' }]),
  ]
}

const PERCENT = 100

function mostInWords({ tiering, seeds, front }: NonNullable<Segment['tier']>, most: number): Said {
  if (front !== undefined) {
    const [x, y] = [Math.round(front.weight * PERCENT), Math.round((1 - front.weight) * PERCENT)]
    const within = front.orgs === undefined ? { zh: '', en: '' } : { zh: `（限 ${front.orgs.join('、')}）`, en: ` within ${front.orgs.join(', ')}` }
    return { zh: `${tiering} 中横轴 ${x} %、纵轴 ${y} % 加权最高的 ${most} 位${within.zh}`, en: `the ${most} highest of ${tiering}, ${x} % across and ${y} % up${within.en}` }
  }
  const withSeeds = seeds === true
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
