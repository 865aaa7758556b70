import { Button, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { adoptedSchema, type ClusterCard } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useAdopt } from '../use-adopt.js'
import { clusterRunUrl } from './cluster-paths.js'

const ways = ['rule', 'cluster', 'hybrid'] as const
type Way = (typeof ways)[number]

interface Props {
  readonly clustering: string
  readonly run: number
  readonly card: ClusterCard
}

/** Drafts a segment of a cluster and opens it. */
export function AdoptButton({ clustering, run, card }: Props) {
  const { t } = useTranslation('segments')
  const [way, setWay] = useState<Way>(card.rules.length > 0 ? 'hybrid' : 'cluster')
  const key = `${clustering}-${run}-${card.cluster + 1}-${way}`
  const { adopt, isPending } = useAdopt(() => post(`${clusterRunUrl(clustering, run)}/adopt`, { cluster: card.cluster, way, key, name: card.name }, adoptedSchema))
  return (
    <Space.Compact>
      <Select<Way>
        aria-label={t('clusters.way')}
        value={way}
        onChange={setWay}
        options={ways.map((value) => ({ value, label: t(`clusters.ways.${value}`), disabled: value !== 'cluster' && card.rules.length === 0 }))}
      />
      <Button loading={isPending} onClick={() => adopt(undefined)}>
        {t('clusters.adopt')}
      </Button>
    </Space.Compact>
  )
}
