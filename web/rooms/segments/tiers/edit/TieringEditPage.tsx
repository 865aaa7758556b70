import { Form, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { type Vocabulary, vocabularySchema } from '#tags/contract'
import { type DefinitionView, useDefinition } from '../../../../api/definitions.js'
import { useApi } from '../../../../api/query.js'
import { EmptyState } from '../../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../../ui/feedback/Loaded.js'
import { DefinitionHeader } from '../../../../ui/form/DefinitionHeader.js'
import { Field } from '../../../../ui/form/Field.js'
import { NameFields } from '../../../../ui/form/NameFields.js'
import { useDefinitionForm } from '../../../../ui/form/use-definition-form.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { AppLink } from '../../../../ui/place/AppLink.js'
import { keepScope } from '../../../../ui/place/scope.js'
import { TIERINGS, TIERS_PAGE, tieringEditPath, tieringPath } from '../tier-paths.js'
import '../../segments.css'
import { AboutFields } from './AboutFields.js'
import { MoneyField } from './MoneyField.js'
import { PlanFields } from './PlanFields.js'
import { type EditedKind, editedKinds, readTiering, startPlan, startTiering, type TieringDraft } from './plan-start.js'
import { PreviewSizes } from './PreviewSizes.js'
import { RuleField } from './RuleField.js'

interface Props {
  readonly vocabulary: Vocabulary
  /** null for one that is made now. */
  readonly opened: DefinitionView | null
  readonly body: TieringDraft
}

const REFRESHES = ['never', 'daily', 'weekly', 'monthly'] as const

function useForm({ opened, body }: Props) {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const names = opened === null ? { zh: '', en: '', key: '' } : { zh: opened.name.zh, en: opened.name.en ?? '', key: opened.key }
  const [start] = useState({ names, body })
  const form = useDefinitionForm<TieringDraft>({ kind: 'tiering', opened, start, refreshes: [TIERINGS], onCreated: (key) => void navigate(keepScope(tieringEditPath(key), search), { replace: true }) })
  return { form, open: (key: string) => void navigate(keepScope(tieringPath(key), search)) }
}

function Editor(props: Props) {
  const { opened, vocabulary } = props
  const { t } = useTranslation('segments')
  const say = useSay()
  const { form, open } = useForm(props)
  const { body, set, mistakes, names } = form
  const general = mistakes.filter(({ path }) => path === '')
  return (
    <>
      <DefinitionHeader
        form={form}
        title={opened === null ? t('tiers.edit.newTitle') : t('tiers.edit.editTitle', { name: say({ zh: names.zh, en: names.en === '' ? undefined : names.en }) })}
        parent={{ label: t('tiers.title'), to: TIERS_PAGE }}
        {...(opened === null ? { note: t('tiers.purpose') } : {})}
        effect={<p>{t('tiers.edit.effect')}</p>}
        onPublished={open}
      />
      {general.length > 0 && <p className="tone-warm">{general.map(({ message }) => say(message)).join(' ')}</p>}
      <div className="tier-editor">
        <Form component="div" layout="vertical">
          <NameFields form={form} />
          <AboutFields about={body} onChange={set} mistakes={mistakes} />
          {form.definition === null && (
            <Form.Item label={t('tiers.kind')}>
              <Segmented<EditedKind> value={body.plan.kind as EditedKind} onChange={(kind) => set({ plan: startPlan(kind, vocabulary) })} options={editedKinds.map((kind) => ({ value: kind, label: t(`tiers.kinds.${kind}`) }))} />
            </Form.Item>
          )}
          <RuleField label={t('tiers.edit.population')} path="population" rule={body.population} onChange={(population) => set({ population })} vocabulary={vocabulary} mistakes={mistakes} />
          <PlanFields plan={body.plan} onChange={(plan) => set({ plan })} vocabulary={vocabulary} mistakes={mistakes} />
          <MoneyField money={body.money} onChange={(money) => set({ money })} vocabulary={vocabulary} mistakes={mistakes} />
          <Field label={t('tiers.edit.refresh')} path="refresh" mistakes={mistakes}>
            {(id) => <Select id={id} value={body.refresh} onChange={(refresh: TieringDraft['refresh']) => set({ refresh })} options={REFRESHES.map((value) => ({ value, label: t(`life.refreshes.${value}`) }))} />}
          </Field>
        </Form>
        <PreviewSizes checked={form.checked} />
      </div>
    </>
  )
}

/** Makes or changes a tiering of any kind but look-alikes, with the sizes its cells would have. */
export function TieringEditPage() {
  const { key } = useParams()
  const { t } = useTranslation('segments')
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 })
  const definition = useDefinition('tiering', key ?? null)
  return (
    <Loaded query={vocabulary}>
      {(known) => {
        if (key === undefined) return <Editor vocabulary={known} opened={null} body={startTiering('pyramid', known)} />
        return (
          <Loaded query={definition}>
            {(found) => {
              const body = readTiering(found.body)
              if (body === null) return <EmptyState title={t('tiers.edit.notHere')} why={t('tiers.edit.notHereWhy')} action={<AppLink to={tieringPath(found.key)}>{t('tiers.title')}</AppLink>} />
              return <Editor key={found.key} vocabulary={known} opened={found} body={body} />
            }}
          </Loaded>
        )
      }}
    </Loaded>
  )
}
