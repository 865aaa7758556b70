import { formatMoney } from '#kernel/money'
import type { TypeInfo } from '#kernel/rule'
import type { ClusterFeature, ClusterTrait } from '../contract-clustering.js'

export interface Words {
  readonly zh: string
  readonly en: string
}

/** What the traits are of. */
export interface NamedFeatures {
  readonly features: readonly Pick<ClusterFeature, 'key' | 'name'>[]
  readonly types: ReadonlyMap<string, TypeInfo>
}

/** From this distance on a trait is in the name by itself. */
const NAMED = 0.35
const IN_NAME = 2
/** Under this distance a trait tells nobody apart. */
const TOLD = 0.1

/**
 * Names of the clusters of one run from their traits, strongest first: up to two strong traits; namesakes get the trait that
 * tells them apart best until no two names are the same in either language, then the mean of what differs most, at last a number.
 */
export function clusterNames(clusters: readonly (readonly ClusterTrait[])[], of: NamedFeatures): Words[] {
  const own = clusters.map(ofEachFeature)
  const chosen = own.map((traits) => traits.filter(({ distance }) => Math.abs(distance) >= NAMED).slice(0, IN_NAME))
  for (let left = of.features.length; left > 0; left -= 1) {
    const groups = namesakes(chosen.map((traits) => nameOf(traits, of)))
    const grown = groups.flatMap((group) => group.map((cluster) => ({ cluster, next: nextTrait(cluster, group, own, chosen, of) })))
    if (grown.every(({ next }) => next === undefined)) break
    for (const { cluster, next } of grown) if (next !== undefined) chosen[cluster] = [...(chosen[cluster] ?? []), next]
  }
  const names = withMeans(chosen.map((traits) => nameOf(traits, of)), clusters, of)
  return numbered(names)
}

/** The strongest trait of each feature. */
function ofEachFeature(traits: readonly ClusterTrait[]): ClusterTrait[] {
  return traits.filter((trait, at) => traits.findIndex(({ feature }) => feature === trait.feature) === at)
}

/** Clusters of one name in either language, where there are several. */
function namesakes(names: readonly Words[]): number[][] {
  const groups = new Map<string, number[]>()
  names.forEach((name, at) => {
    const first = names.findIndex((other) => other.zh === name.zh || other.en === name.en)
    groups.set(String(first), [...(groups.get(String(first)) ?? []), at])
  })
  return [...groups.values()].filter((group) => group.length > 1)
}

/** The trait, not in the name yet, that lies farthest from the namesakes; first of those that are worded otherwise. */
function nextTrait(cluster: number, group: readonly number[], own: readonly (readonly ClusterTrait[])[], chosen: readonly (readonly ClusterTrait[])[], of: NamedFeatures): ClusterTrait | undefined {
  const others = group.filter((other) => other !== cluster).map((other) => own[other] ?? [])
  const rated = (own[cluster] ?? [])
    .filter((trait) => Math.abs(trait.distance) >= TOLD && !chosen[cluster]?.some(({ feature }) => feature === trait.feature))
    .map((trait) => {
      const theirs = others.map((traits) => traits.find(({ feature }) => feature === trait.feature))
      const apart = theirs.reduce((sum, other) => sum + Math.abs(trait.distance - (other?.level === trait.level ? other.distance : 0)), 0)
      const differs = theirs.some((other) => other === undefined || wordOf(other, of).zh !== wordOf(trait, of).zh)
      return { trait, apart, differs }
    })
  return rated.sort((a, b) => Number(b.differs) - Number(a.differs) || b.apart - a.apart)[0]?.trait
}

function nameOf(traits: readonly ClusterTrait[], of: NamedFeatures): Words {
  const words = traits.map((trait) => wordOf(trait, of))
  if (!traits.some(({ distance }) => Math.abs(distance) >= NAMED)) words.unshift({ zh: '普通客户', en: 'average customers' })
  const en = words.map((word) => word.en).join(', ')
  return { zh: words.map((word) => word.zh).join('、'), en: en.charAt(0).toUpperCase() + en.slice(1) }
}

function wordOf(trait: ClusterTrait, of: NamedFeatures): Words {
  const name = namedOf(trait.feature, of)
  const high = trait.distance > 0
  const type = of.types.get(trait.feature)
  if (trait.level !== null) {
    const level = type?.values?.find(({ code }) => code === trait.level) ?? { zh: trait.level, en: trait.level }
    return { zh: `${name.zh}${high ? '为' : '非'}${level.zh}`, en: `${name.en} ${high ? 'is' : 'is not'} ${level.en}` }
  }
  const [zh, en] = type?.type === 'bool' ? YES_OR_NO : MORE_OR_LESS
  const at = high ? 0 : 1
  return { zh: `${name.zh}${zh[at]}`, en: `${en[at]} ${lowered(name.en)}` }
}

const MORE_OR_LESS = [['高', '低'], ['high', 'low']] as const
const YES_OR_NO = [['居多', '居少'], ['mostly', 'rarely']] as const

/** A feature's name in both languages; its key where it is gone. */
function namedOf(feature: string, { features }: NamedFeatures): Words {
  const found = features.find(({ key }) => key === feature)?.name ?? { zh: feature }
  return { zh: found.zh, en: found.en ?? found.zh }
}

/** A name in the middle of a sentence; AUM stays as it is. */
function lowered(name: string): string {
  return /^[A-Z](?![A-Z])/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}

/** Namesakes that traits could not part get the mean of the number they differ most in. */
function withMeans(names: readonly Words[], clusters: readonly (readonly ClusterTrait[])[], of: NamedFeatures): Words[] {
  const done = [...names]
  for (const group of namesakes(names)) {
    const feature = widest(group.map((at) => clusters[at] ?? []))
    if (feature === null) continue
    const called = namedOf(feature, of)
    for (const at of group) {
      const mean = meanOf(clusters[at] ?? [], feature)
      const name = names[at]
      if (mean === null || name === undefined) continue
      const amount = amountWords(mean, of.types.get(feature))
      done[at] = { zh: `${name.zh}（${called.zh}均 ${amount.zh}）`, en: `${name.en} (${lowered(called.en)} ${amount.en} on average)` }
    }
  }
  return done
}

function meanOf(traits: readonly ClusterTrait[], feature: string): number | null {
  return traits.find((trait) => trait.feature === feature)?.mean ?? null
}

/** The number in which some clusters differ most; null where there is none. */
function widest(clusters: readonly (readonly ClusterTrait[])[]): string | null {
  const spread = (feature: string) => {
    const distances = clusters.map((traits) => traits.find((trait) => trait.feature === feature)?.distance ?? 0)
    return Math.max(...distances) - Math.min(...distances)
  }
  const measured = (clusters[0] ?? []).filter(({ mean }) => mean !== null).map(({ feature }) => feature)
  return measured.reduce<string | null>((top, one) => (top === null || spread(one) > spread(top) ? one : top), null)
}

/** A mean as people read it: money in major units with 万 or K, other numbers with two digits. */
export function amountWords(value: number, type: TypeInfo | undefined): Words {
  if (type?.type === 'money') {
    const minor = Math.round(value)
    return { zh: formatMoney(minor, type.ccy ?? 'CNY', 'zh', { compact: true }), en: formatMoney(minor, type.ccy ?? 'CNY', 'en', { compact: true }) }
  }
  const text = String(Number(value.toFixed(2)))
  return { zh: text, en: text }
}

function numbered(names: readonly Words[]): Words[] {
  const done = [...names]
  for (const group of namesakes(names)) {
    group.forEach((at, place) => {
      const name = names[at]
      if (name !== undefined) done[at] = { zh: `${name.zh} ${place + 1}`, en: `${name.en} ${place + 1}` }
    })
  }
  return done
}
