import { Button, Checkbox, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { definitionSchema } from '#platform/definition/contract'
import { startedSchema } from '#platform/http/contract'
import { type Vocabulary, vocabularySchema } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useJobStarted } from '../../../api/jobs.js'
import { useAction, useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { isKey } from '../../../ui/form/key-of.js'
import { useSay } from '../../../ui/language/use-say.js'
import { keepScope } from '../../../ui/place/scope.js'
import { NameFields } from '../builder/NameFields.js'
import type { SegmentNames } from '../builder/segment-draft.js'
import { clusterBody, groupableTags, type Wanted } from './cluster-body.js'
import { CLUSTERINGS, clusteringPath, clusteringUrl } from './cluster-paths.js'
import '../segments.css'

const DEFINITIONS = '/api/v1/definitions/clustering'
const LEAST = 2
const MOST = 30
const CRITERIA = ['vote', 'silhouette', 'gap', 'stability'] as const

interface StepProps {
  readonly wanted: Wanted
  readonly onChange: (wanted: Wanted) => void
}

/** Whom, and by what. */
function Features({ wanted, onChange, vocabulary }: StepProps & { readonly vocabulary: Vocabulary }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const tags = groupableTags(vocabulary)
  return (
    <>
      <label className="list-purpose">
        <span className="soft">{t('clusters.whom')}</span>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('clusters.everybody')} value={wanted.segment} onChange={(segment: string | null | undefined) => onChange({ ...wanted, segment: segment ?? null })} options={vocabulary.segments.map(({ key, name }) => ({ value: key, label: say(name) }))} />
      </label>
      <label className="list-purpose">
        <span className="soft">{t('clusters.byWhat')}</span>
        <Select mode="multiple" maxCount={60} showSearch={{ optionFilterProp: 'label' }} placeholder={t('clusters.pickTags')} value={wanted.tags.map(({ key }) => key)} onChange={(keys: string[]) => onChange({ ...wanted, tags: tags.filter(({ key }) => keys.includes(key)) })} options={tags.map(({ key, name }) => ({ value: key, label: say(name) }))} />
      </label>
    </>
  )
}

/** How features are prepared, and into how many clusters. */
function Choices({ wanted, onChange }: StepProps) {
  const { t } = useTranslation('segments')
  return (
    <>
      <p className="member-choice">
        <span className="soft">{t('clusters.missing')}</span>
        <Select<Wanted['missing']> aria-label={t('clusters.missing')} value={wanted.missing} popupMatchSelectWidth={false} onChange={(missing) => onChange({ ...wanted, missing })} options={(['zero', 'median'] as const).map((value) => ({ value, label: t(`clusters.missings.${value}`) }))} />
        <Checkbox checked={wanted.log} onChange={({ target }) => onChange({ ...wanted, log: target.checked })}>{t('clusters.log')}</Checkbox>
        <HelpHint name={t('clusters.prepared')} formula="z = (x − μ) / σ">{t('clusters.preparedHelp')}</HelpHint>
      </p>
      <p className="member-choice">
        <span className="soft">{t('clusters.count')}</span>
        <InputNumber<number> aria-label={t('clusters.least')} min={LEAST} max={MOST} precision={0} value={wanted.from} onChange={(from) => onChange({ ...wanted, from: from ?? LEAST, to: Math.max(from ?? LEAST, wanted.to) })} />
        <span>–</span>
        <InputNumber<number> aria-label={t('clusters.most')} min={wanted.from} max={MOST} precision={0} value={wanted.to} onChange={(to) => onChange({ ...wanted, to: to ?? wanted.from })} />
        {wanted.from < wanted.to && <Select<Wanted['criterion']> aria-label={t('clusters.criterion')} value={wanted.criterion} popupMatchSelectWidth={false} onChange={(criterion) => onChange({ ...wanted, criterion })} options={CRITERIA.map((value) => ({ value, label: t(`clusters.criteria.${value}`) }))} />}
        <HelpHint name={t('clusters.criterion')} source="Rousseeuw 1987; Tibshirani et al. 2001; Hennig 2007">{t('clusters.criterionHelp')}</HelpHint>
      </p>
    </>
  )
}

/** A clustering from a segment, tags, their preparation and a number of clusters: made, published and run at once. */
export function NewClustering() {
  const { t } = useTranslation('segments')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const started = useJobStarted()
  const [isOpen, setOpen] = useState(false)
  const [names, setNames] = useState<SegmentNames>({ zh: '', en: '', key: '' })
  const [wanted, setWanted] = useState<Wanted>({ segment: null, tags: [], from: 3, to: 10, missing: 'zero', log: true, criterion: 'vote' })
  const vocabulary = useApi(isOpen ? '/api/v1/rule/vocabulary' : null, vocabularySchema, { staleTime: 300_000 }).data
  const make = async () => {
    const { key } = names
    const name = { zh: names.zh.trim(), ...(names.en.trim() === '' ? {} : { en: names.en.trim() }) }
    const { revision } = await post(DEFINITIONS, { key, name, body: clusterBody(wanted) }, definitionSchema)
    await post(`${DEFINITIONS}/${encodeURIComponent(key)}/publish`, {}, definitionSchema, { revision })
    return post(`${clusteringUrl(key)}/run`, {}, startedSchema)
  }
  const run = useAction(make, {
    refreshes: [CLUSTERINGS, DEFINITIONS],
    onDone: () => {
      void started()
      void navigate(keepScope(clusteringPath(names.key), search))
    },
  })
  const isReady = names.zh.trim() !== '' && isKey(names.key) && wanted.tags.length > 0
  if (!useMay('segment.write')) return null
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>{t('clusters.add')}</Button>
      <Modal open={isOpen} title={t('clusters.add')} width="48rem" onCancel={() => setOpen(false)} onOk={() => run.mutate(undefined)} okText={t('clusters.run')} okButtonProps={{ disabled: !isReady, loading: run.isPending }} destroyOnHidden>
        <div className="life-panel">
          <NameFields names={names} onChange={setNames} isNew />
          {vocabulary && <Features wanted={wanted} onChange={setWanted} vocabulary={vocabulary} />}
          <Choices wanted={wanted} onChange={setWanted} />
          {run.error && <ErrorPanel error={run.error} />}
        </div>
      </Modal>
    </>
  )
}
