import { Alert } from 'antd'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../../ui/place/AppLink.js'
import { segmentPath } from '../segment-paths.js'
import type { SegmentParts } from './segment-draft.js'

/** What a segment takes besides its rule: a cluster, a cell or an uploaded list. It stays as it is while the rule is edited. */
export function FixedParts({ parts: { cluster, tier, list }, segmentKey }: { readonly parts: SegmentParts; readonly segmentKey: string | null }) {
  const { t } = useTranslation('segments')
  const shown: { key: string; text: ReactNode }[] = []
  if (cluster !== undefined) shown.push({ key: 'cluster', text: <><AppLink to={`/customers/clusters/${encodeURIComponent(cluster.clustering)}`}>{cluster.clustering}</AppLink> {t('builder.partCluster', { number: cluster.cluster + 1 })}</> })
  if (tier !== undefined) shown.push({ key: 'tier', text: <><AppLink to={`/customers/tiers/${encodeURIComponent(tier.tiering)}`}>{tier.tiering}</AppLink> {tier.most === undefined ? t('builder.partTier', { cell: tier.cell ?? '' }) : t(tier.front === undefined ? 'builder.partMost' : 'builder.partFront', { shown: tier.most })}{tier.also !== undefined && <> ∩ <AppLink to={`/customers/tiers/${encodeURIComponent(tier.also.tiering)}`}>{tier.also.tiering}</AppLink> {t('builder.partTier', { cell: tier.also.cell })}</>}{tier.seeds === true && t('builder.partSeeds')}{tier.cameFrom === undefined ? '' : ` ${t('builder.partCameFrom', { cell: tier.cameFrom })}`}</> })
  if (list !== undefined) shown.push({ key: 'list', text: segmentKey === null ? t('builder.partList') : <AppLink to={`${segmentPath(segmentKey)}?tab=list`}>{t('builder.partList')}</AppLink> })
  if (shown.length === 0) return null
  return (
    <Alert
      type="info"
      className="fixed-parts"
      title={<>{t('builder.parts')} {shown.map(({ key, text }, at) => <Fragment key={key}>{at > 0 && ' · '}<strong>{text}</strong></Fragment>)}</>}
      description={t('builder.partsWhat')}
    />
  )
}
