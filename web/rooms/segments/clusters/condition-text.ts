import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { ClusterCondition, clusterResultSchema } from '#segments/contract'
import { useSay } from '../../../ui/language/use-say.js'
import { useAmount } from './use-amount.js'

export type ClusterResult = z.infer<typeof clusterResultSchema>
export type ClusterFeatureView = ClusterResult['features'][number]

/** Above it every value is on the left: the split parts the missing from the rest. */
const ALL = 3.4e38

const plain: ClusterFeatureView = { key: '', name: { zh: '' }, type: 'decimal' }

/** Features by key, with names and levels as people read them. */
export function useFeatures(features: ClusterResult['features']) {
  const say = useSay()
  const of = (key: string): ClusterFeatureView => features.find((feature) => feature.key === key) ?? { ...plain, key, name: { zh: key, en: key } }
  const nameOf = (key: string): string => say(of(key).name)
  const levelOf = (key: string, code: string): string => {
    const level = of(key).levels?.find((one) => one.code === code)
    return level === undefined ? code : say(level)
  }
  return { of, nameOf, levelOf }
}

/** A surrogate rule's condition in words: money in major units, codes by name, yes or no. */
export function useConditionText(features: ClusterResult['features']): (condition: ClusterCondition) => string {
  const { t } = useTranslation('segments')
  const amount = useAmount()
  const { of, nameOf, levelOf } = useFeatures(features)
  const ofLevels = ({ feature, levels }: Extract<ClusterCondition, { kind: 'category' }>) => {
    const name = nameOf(feature)
    return levels.length === 0 ? t('clusters.missingOnly', { name }) : t('clusters.in', { name, levels: levels.map((level) => levelOf(feature, level)).join(t('clusters.wizard.comma')) })
  }
  const ofNumber = (condition: Extract<ClusterCondition, { kind: 'number' }>) => {
    const name = nameOf(condition.feature)
    const feature = of(condition.feature)
    const { above } = condition
    const upTo = bounded(condition.upTo)
    if (above !== null && above > ALL) return t('clusters.missingOnly', { name })
    if (above === null && upTo === null) return name
    if (feature.type === 'bool') return t(above !== null ? 'clusters.isYes' : 'clusters.isNo', { name })
    if (above === null) return `${name} ≤ ${amount(upTo ?? 0, feature)}`
    return upTo === null ? `${name} > ${amount(above, feature)}` : `${amount(above, feature)} < ${name} ≤ ${amount(upTo, feature)}`
  }
  return (condition) => (condition.kind === 'category' ? ofLevels(condition) : ofNumber(condition))
}

/** A bound that everything is under is none. */
const bounded = (upTo: number | null): number | null => (upTo !== null && upTo > ALL ? null : upTo)
