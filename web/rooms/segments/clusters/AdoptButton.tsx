import { Button, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { adoptedSchema, type ClusterCard } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { keepScope } from '../../../ui/place/scope.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { SEGMENTS, segmentPath } from '../segment-paths.js'
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
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const notice = useNotice()
  const faultText = useFaultText()
  const refresh = useRefresh()
  const [way, setWay] = useState<Way>(card.rules.length > 0 ? 'hybrid' : 'cluster')
  const key = `${clustering}-${run}-${card.cluster + 1}-${way}`
  const adopt = useAction(() => post(`${clusterRunUrl(clustering, run)}/adopt`, { cluster: card.cluster, way, key, name: card.name }, adoptedSchema), {
    onDone: (adopted) => {
      void refresh(SEGMENTS)
      void navigate(keepScope(segmentPath(adopted.key), search))
    },
  })
  return (
    <Space.Compact>
      <Select<Way>
        aria-label={t('clusters.way')}
        value={way}
        onChange={setWay}
        options={ways.map((value) => ({ value, label: t(`clusters.ways.${value}`), disabled: value !== 'cluster' && card.rules.length === 0 }))}
      />
      <Button loading={adopt.isPending} onClick={() => adopt.mutate(undefined, { onError: (error) => notice.warn(faultText(error)) })}>
        {t('clusters.adopt')}
      </Button>
    </Space.Compact>
  )
}
