import { useTranslation } from 'react-i18next'
import type { LineageItem } from './Lineage.js'

/** Where the definitions of a kind open. */
const places: Readonly<Record<string, string>> = {
  source: '/data/sources/',
  'tracking-plan-event': '/data/events/plan/',
  tag: '/customers/tags/',
  segment: '/customers/segments/',
  strategy: '/strategy/strategies/',
  evaluation: '/review/evaluations/',
  model: '/models/',
  analysis: '/analyses/',
  'cross-sell': '/cross-sell/',
  'insight-pack': '/insight/packs/',
  metric: '/insight/metrics?metric=',
  tiering: '/customers/tiers/',
  clustering: '/customers/clusters/',
  discovery: '/customers/subgroups/',
  'mis-tag': '/customers/mis-tags/',
}

interface Reference {
  readonly kind: string
  readonly key: string
}

/** Definitions as lines of a `Lineage`: the kind in words, a link where there is a page. */
export function useDefinitionLinks(): (references: readonly Reference[]) => readonly LineageItem[] {
  const { t } = useTranslation('ui')
  return (references) =>
    references.map(({ kind, key }) => {
      const to = kind === 'decision' || kind === 'tag-label' ? '/customers/tag-evaluation?tab=definitions' : places[kind] && `${places[kind]}${encodeURIComponent(key)}`
      return {
        key: `${kind}/${key}`,
        kind: t(`kind.${kind as 'tag'}`, { defaultValue: kind }),
        name: key,
        ...(to === undefined ? {} : { to }),
      }
    })
}
