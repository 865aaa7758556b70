import { Form, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { adoptedSchema, type Hypothesis } from '#segments/contract'
import { vocabularySchema } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { isKey } from '../../../ui/form/key-of.js'
import { useSay } from '../../../ui/language/use-say.js'
import { NameFields } from '../builder/NameFields.js'
import type { SegmentNames } from '../builder/segment-draft.js'
import { SEGMENTS } from '../segment-paths.js'
import { useAdopt } from '../use-adopt.js'
import { choicesOf } from './compare-items.js'
import { cardUrl, SETS } from './set-paths.js'
import type { SegmentSet } from './SetPage.js'

const ways = ['rule', 'cluster', 'segment'] as const
type Way = (typeof ways)[number]

interface Props {
  readonly set: SegmentSet
  readonly card: Hypothesis
  readonly onClose: () => void
}

/** Drafts a segment of a card: its rule alone, within a cluster, or within another segment. */
export function AdoptCard({ set, card, onClose }: Props) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [names, setNames] = useState<SegmentNames>({ zh: card.claim.slice(0, 60), en: '', key: `idea-${card.id}` })
  const [way, setWay] = useState<Way>('rule')
  const [cluster, setCluster] = useState<string | null>(null)
  const [segment, setSegment] = useState<string | null>(null)
  const segments = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 }).data?.segments ?? []
  const clusters = choicesOf(set, []).filter(({ item }) => item.kind === 'cluster')
  const within = { rule: { kind: 'rule' }, cluster: clusters.find(({ id }) => id === cluster)?.item, segment: segment === null ? undefined : { kind: 'segment', segment } }
  const wanted = within[way]
  const name = { zh: names.zh.trim(), ...(names.en.trim() === '' ? {} : { en: names.en.trim() }) }
  const { adopt, isPending } = useAdopt(() => post(`${cardUrl(set.universe.key, card.id)}/adopt`, { key: names.key, name, with: wanted }, adoptedSchema), { refreshes: [SEGMENTS, SETS] })
  const isReady = wanted !== undefined && name.zh !== '' && isKey(names.key)
  return (
    <Modal open title={t('sets.adoptTitle', { claim: card.claim })} width="44rem" onCancel={onClose} onOk={() => adopt(undefined)} okText={t('sets.adoptDo')} okButtonProps={{ disabled: !isReady, loading: isPending }}>
      <p className="soft">{t('sets.adoptWhat')}</p>
      <Form component="div" layout="vertical">
        <Form.Item label={t('sets.with')}>
          <Radio.Group className="set-ways" value={way} onChange={({ target }) => setWay(target.value as Way)} options={ways.map((value) => ({ value, label: t(`sets.ways.${value}`), disabled: value === 'cluster' && clusters.length === 0 }))} />
        </Form.Item>
        {way === 'cluster' && (
          <Form.Item label={t('sets.cluster')} required>
            <Select aria-label={t('sets.cluster')} showSearch={{ optionFilterProp: 'label' }} value={cluster} onChange={setCluster} options={clusters.map(({ id, name: own }) => ({ value: id, label: say(own) }))} />
          </Form.Item>
        )}
        {way === 'segment' && (
          <Form.Item label={t('sets.segment')} required>
            <Select aria-label={t('sets.segment')} showSearch={{ optionFilterProp: 'label' }} value={segment} onChange={setSegment} options={segments.filter(({ key }) => key !== set.universe.key).map(({ key, name: own }) => ({ value: key, label: say(own) }))} />
          </Form.Item>
        )}
        <NameFields names={names} onChange={setNames} isNew />
      </Form>
    </Modal>
  )
}
