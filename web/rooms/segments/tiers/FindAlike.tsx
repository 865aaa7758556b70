import { Button, Checkbox, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { alikeReadingsSchema, type LeftOut } from '#segments/contract'
import { definitionSchema } from '#platform/definition/contract'
import { startedSchema } from '#platform/http/contract'
import { vocabularySchema, type Vocabulary } from '#tags/contract'
import { get, post, put } from '../../../api/client.js'
import { asApiError } from '../../../api/problem.js'
import { useJobStarted } from '../../../api/jobs.js'
import { usePosted } from '../../../api/posted.js'
import { useAction, useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSay } from '../../../ui/language/use-say.js'
import { keepScope } from '../../../ui/place/scope.js'
import type { SegmentDetail } from '../detail/SegmentPage.js'
import { alikeBody, comparedTags, featureOf, leftUncompared, seedsOf, type AlikeChoice } from './alike-body.js'
import { tieringPath, tieringUrl } from './tier-paths.js'

const TIERINGS = '/api/v1/definitions/tiering'
const KEY_LENGTH = 60

/** The definition of the look-alikes of a segment: made the first time, brought up to date after. */
async function keepDefinition(key: string, name: object, body: object) {
  const url = `${TIERINGS}/${encodeURIComponent(key)}`
  const found = await get(url, definitionSchema).catch((reason: unknown) => {
    const error = asApiError(reason)
    if (error.status === 404) return null
    throw error
  })
  return found === null ? post(TIERINGS, { key, name, body }, definitionSchema) : put(url, { name, body }, definitionSchema, { revision: found.revision })
}

/** What of the tags reads what decides who is a seed: asked once the dialog opens. */
function useLeftOut(segment: string, tags: Vocabulary['tags'], isOpen: boolean) {
  const features = tags.map(featureOf).map(({ key, value }) => ({ key, value }))
  return usePosted('/api/v1/alike/readings', isOpen && tags.length > 0 ? { seeds: seedsOf(segment), features } : null, alikeReadingsSchema)
}

interface FeaturesProps {
  readonly tags: Vocabulary['tags']
  readonly leftOut: readonly LeftOut[]
  /** Numbers beyond the most it compares by. */
  readonly uncompared: number
  readonly choice: AlikeChoice
  readonly onChange: (choice: AlikeChoice) => void
}

const toggled = (list: readonly string[], key: string, isIn: boolean): readonly string[] => (isIn ? [...list, key] : list.filter((each) => each !== key))

/** Tags it compares by: those that would tell the seeds' rule again are left out, and say why. */
function Features({ tags, leftOut, uncompared, choice, onChange }: FeaturesProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const why = new Map(leftOut.map(({ feature, because }) => [feature, because]))
  const [told, others] = [tags.filter((tag) => why.has(featureOf(tag).key)), tags.filter((tag) => !why.has(featureOf(tag).key))]
  return (
    <>
      {told.length > 0 && (
        <fieldset className="alike-left-out">
          <legend>{t('tiers.alike.leftOut', { count: told.length })}</legend>
          {told.map((tag) => (
            <Checkbox key={tag.key} checked={choice.evenSo.includes(tag.key)} onChange={({ target }) => onChange({ ...choice, evenSo: toggled(choice.evenSo, tag.key, target.checked) })}>
              {say(tag.name)} <small className="soft">{(why.get(featureOf(tag).key) ?? []).slice(0, 2).map((one) => say(one)).join('；')}</small>
            </Checkbox>
          ))}
          {choice.evenSo.length > 0 && <p className="tone-warm">{t('tiers.alike.evenSoWarning')}</p>}
        </fieldset>
      )}
      <details className="alike-used">
        <summary>{t('tiers.alike.used', { count: others.length - choice.without.length })}</summary>
        {others.map((tag) => (
          <Checkbox key={tag.key} checked={!choice.without.includes(tag.key)} onChange={({ target }) => onChange({ ...choice, without: toggled(choice.without, tag.key, !target.checked) })}>{say(tag.name)}</Checkbox>
        ))}
      </details>
      {uncompared > 0 && <p className="soft">{t('tiers.alike.uncompared', { most: tags.length, count: uncompared })}</p>}
    </>
  )
}

function Exclusions({ segment, vocabulary, choice, onChange }: { readonly segment: string; readonly vocabulary: Vocabulary } & Pick<FeaturesProps, 'choice' | 'onChange'>) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const options = vocabulary.segments.filter(({ key }) => key !== segment).map(({ key, name }) => ({ value: key, label: say(name) }))
  return (
    <div className="list-purpose">
      <span className="soft">{t('tiers.alike.exclude')}</span>
      <Select mode="multiple" aria-label={t('tiers.alike.exclude')} placeholder={t('tiers.alike.excludeHint')} showSearch={{ optionFilterProp: 'label' }} value={[...choice.exclude]} onChange={(exclude: string[]) => onChange({ ...choice, exclude })} options={options} />
      <Checkbox checked={choice.suppressed} onChange={({ target }) => onChange({ ...choice, suppressed: target.checked })}>{t('tiers.alike.suppressed')}</Checkbox>
    </div>
  )
}

/** Ranks everybody else by how alike they are to the members of a segment, and opens the result. */
export function FindAlike({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const mayWrite = useMay('segment.write')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const started = useJobStarted()
  const [isOpen, setOpen] = useState(false)
  const [choice, setChoice] = useState<AlikeChoice>({ without: [], evenSo: [], exclude: [], suppressed: true })
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 }).data
  const tags = vocabulary === undefined ? [] : comparedTags(vocabulary)
  const leftOut = useLeftOut(segment.key, tags, isOpen)
  const find = useAction(async () => {
    const { zh, en } = segment.name
    const key = `alike-${segment.key}`.slice(0, KEY_LENGTH)
    const { revision, hasDraft, version } = await keepDefinition(key, { zh: `≈ ${zh}`, en: `≈ ${en ?? zh}` }, alikeBody(segment.key, tags, choice))
    if (hasDraft || version === null) await post(`${TIERINGS}/${encodeURIComponent(key)}/publish`, {}, definitionSchema, { revision })
    await post(`${tieringUrl(key)}/run`, {}, startedSchema)
    await started()
    await refresh(TIERINGS, '/api/v1/tierings')
    void navigate(keepScope(tieringPath(key), search))
  })
  if (!mayWrite || segment.version === null || vocabulary === undefined) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('tiers.alike.find')}</Button>
      <Modal open={isOpen} title={t('tiers.alike.findTitle', { name: say(segment.name) })} width="48rem" onCancel={() => setOpen(false)} onOk={() => find.mutate(undefined)} okText={t('tiers.alike.findDo')} okButtonProps={{ disabled: leftOut.data === undefined, loading: find.isPending }} destroyOnHidden>
        <p>{tags.length === 0 ? t('tiers.alike.noTags') : t('tiers.alike.findWhat', { count: tags.length })}</p>
        {leftOut.error && <ErrorPanel error={leftOut.error} />}
        {leftOut.data && <Features uncompared={leftUncompared(vocabulary)} tags={tags} leftOut={leftOut.data.items} choice={choice} onChange={setChoice} />}
        <Exclusions segment={segment.key} vocabulary={vocabulary} choice={choice} onChange={setChoice} />
        {find.error && <ErrorPanel error={find.error} />}
      </Modal>
    </>
  )
}
