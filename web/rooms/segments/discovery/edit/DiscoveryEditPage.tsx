import { Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { Discovery } from '#segments/contract'
import { type Vocabulary, vocabularySchema } from '#tags/contract'
import { type DefinitionView, useDefinition } from '../../../../api/definitions.js'
import { useApi } from '../../../../api/query.js'
import { EmptyState } from '../../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../../ui/feedback/Loaded.js'
import { Num, Percent } from '../../../../ui/figures/Num.js'
import { StatTile } from '../../../../ui/figures/StatTile.js'
import { DefinitionHeader } from '../../../../ui/form/DefinitionHeader.js'
import { Field, NumberField } from '../../../../ui/form/Field.js'
import { NameFields } from '../../../../ui/form/NameFields.js'
import { type DefinitionForm, useDefinitionForm } from '../../../../ui/form/use-definition-form.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { AppLink } from '../../../../ui/place/AppLink.js'
import { keepScope } from '../../../../ui/place/scope.js'
import { RuleField } from '../../tiers/edit/RuleField.js'
import { usePreview } from '../../use-preview.js'
import { DISCOVERIES, DISCOVERIES_PAGE, discoveryEditPath, discoveryPath } from '../discovery-paths.js'
import '../../segments.css'
import { featuresOf, frequencyOf, outcomeAmong, readDiscovery, startDiscovery, tagOf, tellingTags } from './discovery-draft.js'

interface Props {
  readonly vocabulary: Vocabulary
  readonly opened: DefinitionView | null
  readonly body: Discovery
}

/** How many the population has, and how frequent the outcome is among them. */
function Frequency({ draft }: { readonly draft: Discovery | null }) {
  const { t } = useTranslation('segments')
  const population = usePreview(draft?.population ?? null)
  const outcome = usePreview(draft === null ? null : outcomeAmong(draft))
  const { all, met, rate, isOne } = frequencyOf(population.data, outcome.data)
  const error = population.error ?? outcome.error
  return (
    <section className="panel tier-preview" aria-live="polite">
      <h2>{t('subgroups.edit.preview')}</h2>
      {error && <ErrorPanel error={error} />}
      <div className="stat-tiles">
        <StatTile label={t('tiers.customers')} value={<Num value={all} />} />
        <StatTile label={t('subgroups.edit.met')} value={<Num value={met} />} />
        <StatTile label={t('subgroups.base')} value={<Percent value={rate} />} />
      </div>
      {isOne && <p className="tone-warm">{t('subgroups.edit.one')}</p>}
      <p className="soft">{t('subgroups.help')}</p>
    </section>
  )
}

function Fields({ form, vocabulary }: { readonly form: DefinitionForm<Discovery>; readonly vocabulary: Vocabulary }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { body, set, mistakes } = form
  const shared = { vocabulary, mistakes }
  return (
    <Form component="div" layout="vertical">
      <NameFields form={form} />
      <RuleField label={t('tiers.edit.population')} path="population" rule={body.population} onChange={(population) => set({ population })} {...shared} />
      <RuleField label={t('subgroups.edit.outcome')} path="outcome" rule={body.outcome} onChange={(outcome) => set({ outcome })} {...shared} />
      <Field label={t('subgroups.edit.features')} hint={t('subgroups.edit.featuresHint')} path="features" mistakes={mistakes} wide>
        {(id) => <Select id={id} mode="multiple" maxCount={60} showSearch={{ optionFilterProp: 'label' }} value={body.features.flatMap((feature) => tagOf(feature) ?? [])} onChange={(tags: string[]) => set({ features: featuresOf(tags, body.features, vocabulary) })} options={tellingTags(vocabulary).map(({ key, name }) => ({ value: key, label: say(name) }))} />}
      </Field>
      <Field label={t('subgroups.edit.side')} path="side" mistakes={mistakes}>
        {(id) => <Select id={id} value={body.side} onChange={(side: Discovery['side']) => set({ side })} options={(['high', 'low', 'both'] as const).map((value) => ({ value, label: t(`subgroups.edit.sides.${value}`) }))} />}
      </Field>
      <NumberField label={t('subgroups.edit.depth')} path="depth" mistakes={mistakes} min={1} max={4} value={body.depth} onChange={(depth) => set({ depth: Math.round(depth ?? 3) })} />
      <NumberField label={t('subgroups.edit.leastShare')} path="leastShare" mistakes={mistakes} percent min={0.001} max={0.5} value={body.leastShare} onChange={(leastShare) => set({ leastShare: leastShare ?? 0.02 })} />
      <NumberField label={t('subgroups.edit.top')} path="top" mistakes={mistakes} min={1} max={30} value={body.top} onChange={(top) => set({ top: Math.round(top ?? 10) })} />
    </Form>
  )
}

function Editor({ vocabulary, opened, body }: Props) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const names = opened === null ? { zh: '', en: '', key: '' } : { zh: opened.name.zh, en: opened.name.en ?? '', key: opened.key }
  const [start] = useState({ names, body })
  const form = useDefinitionForm<Discovery>({ kind: 'discovery', opened, start, refreshes: [DISCOVERIES], onCreated: (key) => void navigate(keepScope(discoveryEditPath(key), search), { replace: true }) })
  const general = form.mistakes.filter(({ path }) => ['', 'purposes'].includes(path))
  return (
    <>
      <DefinitionHeader
        form={form}
        title={opened === null ? t('subgroups.edit.newTitle') : t('subgroups.edit.editTitle', { name: say({ zh: form.names.zh, en: form.names.en === '' ? undefined : form.names.en }) })}
        parent={{ label: t('subgroups.title'), to: DISCOVERIES_PAGE }}
        {...(opened === null ? { note: t('subgroups.purpose') } : {})}
        effect={<p>{t('subgroups.edit.effect')}</p>}
        onPublished={(key) => void navigate(keepScope(discoveryPath(key), search))}
      />
      {general.length > 0 && <p className="tone-warm">{general.map(({ message }) => say(message)).join(' ')}</p>}
      <div className="tier-editor">
        <Fields form={form} vocabulary={vocabulary} />
        <Frequency draft={form.checked} />
      </div>
    </>
  )
}

/** Makes or changes a discovery of subgroups, with how frequent its outcome is. */
export function DiscoveryEditPage() {
  const { key } = useParams()
  const { t } = useTranslation('segments')
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 })
  const definition = useDefinition('discovery', key ?? null)
  return (
    <Loaded query={vocabulary}>
      {(known) => {
        if (key === undefined) return <Editor vocabulary={known} opened={null} body={startDiscovery(known)} />
        return (
          <Loaded query={definition}>
            {(found) => {
              const body = readDiscovery(found.body)
              if (body === null) return <EmptyState title={t('tiers.edit.notHere')} why={t('tiers.edit.notHereWhy')} action={<AppLink to={discoveryPath(found.key)}>{t('subgroups.title')}</AppLink>} />
              return <Editor key={found.key} vocabulary={known} opened={found} body={body} />
            }}
          </Loaded>
        )
      }}
    </Loaded>
  )
}
