import { Alert, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { type MisTagDetail, tagDetailSchema, tagSchema } from '#tags/contract'
import { definitionsOf, publishDefinition, saveDefinition, useDefinitions } from '../../../api/definitions.js'
import { useAction, useApi } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope } from '../../../ui/place/scope.js'
import { useTagName } from '../use-tag-name.js'
import { correctedRule, correctedTag, probabilityTag, probabilityTagOf } from './adopt-correction.js'
import { useValueName } from './use-value-name.js'

interface Props {
  readonly check: MisTagDetail
  readonly run: NonNullable<MisTagDetail['run']>
}

/** What comes of a check: a segment of the customers corrected, and a tag that says the corrected value. */
export function AdoptCorrection({ check, run }: Props) {
  const { t } = useTranslation('tags')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [isOpen, setOpen] = useState(false)
  const tags = useDefinitions('tag')
  const probability = probabilityTagOf(check.key, tags.data?.items ?? [])
  return (
    <>
      <Button disabled={probability === null} title={probability === null ? t('mistag.adopt.segmentWait') : ''} onClick={() => probability !== null && void navigate(keepScope('/customers/segments/new', search), { state: { rule: correctedRule(probability, check.threshold) } })}>
        {t('mistag.adopt.segment')}
      </Button>
      <Button onClick={() => setOpen(true)}>{t('mistag.adopt.open')}</Button>
      {isOpen && <AdoptDialog check={check} run={run} probability={probability} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Makes what is missing: the tag of the probability, published, and the corrected tag as a draft that opens in the builder. */
function useAdopting(check: MisTagDetail, probability: string | null) {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const detail = useApi(`/api/v1/tags/${encodeURIComponent(check.tag)}`, tagDetailSchema)
  const adopt = useAction(
    async (key: string) => {
      const parsed = tagSchema.parse(detail.data?.body)
      let told = probability
      if (told === null) {
        const made = probabilityTag(check, parsed.classification)
        const saved = await saveDefinition('tag', made, null)
        await publishDefinition('tag', saved.key, saved.revision)
        told = saved.key
      }
      const made = correctedTag(check, { probability: told, type: detail.data?.type ?? null, body: parsed })
      return saveDefinition('tag', { ...made, key }, null)
    },
    {
      refreshes: [definitionsOf('tag'), '/api/v1/tags', '/api/v1/rule/vocabulary'],
      onDone: ({ key }) => void navigate(keepScope(`/customers/tags/${encodeURIComponent(key)}/edit`, search)),
    },
  )
  return { detail, adopt }
}

function AdoptDialog({ check, run, probability, onClose }: Props & { readonly probability: string | null; readonly onClose: () => void }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const { detail, adopt } = useAdopting(check, probability)
  const tagName = useTagName()
  const [key, setKey] = useState(`${check.tag}-corrected`.slice(0, 60))
  return (
    <Modal open width="44rem" title={t('mistag.adopt.title', { name: say(check.tagName) })} okText={t('mistag.adopt.do')} okButtonProps={{ loading: adopt.isPending, disabled: detail.data === undefined || key.trim() === '' }} onOk={() => adopt.mutate(key.trim())} onCancel={onClose}>
      <div className="tags-stack">
        <p>{t('mistag.adopt.what', { corrected: say(check.corrected.name), threshold: Math.round(check.threshold * 100) })}</p>
        <Diff check={check} run={run} />
        <p>
          {probability === null ? t('mistag.adopt.makesProbability') : t('mistag.adopt.hasProbability')} {probability !== null && <AppLink to={`/customers/tags/${encodeURIComponent(probability)}`}>{tagName(probability)}</AppLink>}
        </p>
        <label className="tags-node-part">
          <span>{t('tag.key')}</span>
          <Input value={key} onChange={({ target }) => setKey(target.value)} />
        </label>
        <Alert type="info" showIcon title={t('mistag.adopt.ownTag')} />
        <Loaded query={detail} rows={1}>
          {() => null}
        </Loaded>
        {adopt.error && <ErrorPanel error={adopt.error} />}
      </div>
    </Modal>
  )
}

/** Whom the correction moves: from each value to the corrected one, and who stays. */
function Diff({ check, run }: Props) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const valueName = useValueName(check.tag)
  const rows = run.confusion.filter(({ corrected }) => corrected > 0)
  return (
    <table className="plain-table">
      <caption className="soft">{t('mistag.adopt.diff', { asOf: run.asOf })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('diff.before')}</th>
          <th scope="col">{t('diff.after')}</th>
          <th scope="col">{t('diff.count')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ value, corrected }) => (
          <tr key={value}>
            <td>{valueName(value)}</td>
            <td>{say(check.corrected.name)}</td>
            <td><Num value={corrected} /></td>
          </tr>
        ))}
        <tr>
          <td colSpan={2}>{t('mistag.adopt.stay')}</td>
          <td><Num value={run.checked - run.corrected} /></td>
        </tr>
      </tbody>
    </table>
  )
}
