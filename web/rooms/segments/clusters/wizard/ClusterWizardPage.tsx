import { Button, Form, Steps } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { JobView } from '#platform/jobs/contract'
import { type Vocabulary, vocabularySchema } from '#tags/contract'
import { type DefinitionMistake, type DefinitionView, useDefinition } from '../../../../api/definitions.js'
import { useJob } from '../../../../api/jobs.js'
import { useApi } from '../../../../api/query.js'
import { EmptyState } from '../../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../../ui/feedback/Loaded.js'
import { type DefinitionForm, useDefinitionForm } from '../../../../ui/form/use-definition-form.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { ObjectHeader } from '../../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../../ui/place/AppLink.js'
import { keepScope, useUrlState } from '../../../../ui/place/scope.js'
import { clusteringPath, CLUSTERINGS, editClusteringPath } from '../cluster-paths.js'
import { type ClusterDraft, missingParts, populationOf, readDraft, startDraft, stepOf, type WizardStep, wizardSteps } from './cluster-draft.js'
import { FeaturesStep } from './FeaturesStep.js'
import { keepDraft, readKept } from '../../../../ui/form/kept-draft.js'
import { KernelStep } from './KernelStep.js'
import { PrepareStep } from './PrepareStep.js'
import { ReviewStep } from './ReviewStep.js'
import type { StepProps } from './step-props.js'
import { useClusterRun } from './use-cluster-run.js'
import { useProfiles } from './use-profiles.js'
import { WhoStep } from './WhoStep.js'
import '../../segments.css'
import '../clusters.css'

const PLACE = 'qunce.new-clustering'

interface Props {
  readonly vocabulary: Vocabulary
  /** null for one that is made now. */
  readonly opened: DefinitionView | null
  readonly body: ClusterDraft
}

/** Where the wizard is: the address keeps the step and the job. */
function useSteps() {
  const [search, change] = useUrlState()
  const step: WizardStep = wizardSteps.find((one) => one === search.get('step')) ?? 'who'
  return { step, at: wizardSteps.indexOf(step), goTo: (next: WizardStep | undefined) => change({ step: next ?? null }), jobId: search.get('job'), segment: search.get('segment') }
}

const mistakesOf = (job: JobView | undefined): readonly DefinitionMistake[] => (job?.status === 'failed' ? (job.error?.mistakes ?? []) : [])
const unique = (mistakes: readonly DefinitionMistake[]): DefinitionMistake[] => [...new Map(mistakes.map((one) => [`${one.path} ${one.code} ${one.message.zh}`, one])).values()]

/** What a new one starts from (of the segment the address names), or what is saved. */
function startOf(opened: DefinitionView | null, body: ClusterDraft, segment: string | null) {
  if (opened !== null) return { names: { zh: opened.name.zh, en: opened.name.en ?? '', key: opened.key }, body }
  const kept = readKept({ place: PLACE, read: readDraft, start: startDraft })
  return segment === null ? kept : { ...kept, body: { ...kept.body, population: populationOf(segment) } }
}

/** The draft, what is wrong with it, the run under way and how to go on. */
function useWizard({ opened, body }: Props) {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const { step, at, goTo, jobId, segment } = useSteps()
  const next = wizardSteps[at + 1]
  const [start] = useState(() => startOf(opened, body, segment))
  const open = (key: string, query: string) => {
    keepDraft(PLACE, null)
    void navigate(keepScope(`${editClusteringPath(key)}?${query}`, search), { replace: true })
  }
  const form = useDefinitionForm<ClusterDraft>({ kind: 'clustering', opened, start, refreshes: [CLUSTERINGS], onCreated: (key) => open(key, 'step=review') })
  const { names, body: written, isChanged, definition } = form
  useEffect(() => {
    if (definition === null && isChanged) keepDraft(PLACE, { names, body: written })
  }, [definition, isChanged, names, written])
  const profiles = useProfiles(form)
  const job = useJob(jobId).data
  // Features that are still to be chosen are said in words of their own.
  const missing = missingParts(written)
  const mistakes = unique([...form.mistakes, ...(isChanged ? [] : mistakesOf(job))]).filter(({ path }) => !(missing.length > 0 && path === 'features'))
  const running = useClusterRun(form, ({ key, jobId: started }) => open(key, `step=review&job=${encodeURIComponent(started)}`))
  return { step, at, next, goTo, form, profiles, job, mistakes, missing, running }
}

function Head({ opened, form }: { readonly opened: DefinitionView | null; readonly form: DefinitionForm<ClusterDraft> }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { zh, en } = form.names
  const name = say({ zh, en: en === '' ? undefined : en })
  return (
    <ObjectHeader
      name={opened === null ? t('clusters.wizard.newTitle') : t('clusters.wizard.editTitle', { name })}
      parent={opened === null ? { label: t('clusters.title'), to: '/customers/clusters' } : { label: name, to: clusteringPath(opened.key) }}
      version={form.definition?.version ?? null}
      hasDraft={form.definition?.hasDraft ?? false}
      note={opened !== null && form.isChanged ? t('clusters.wizard.unsaved') : t('clusters.wizard.purpose')}
    />
  )
}

const bodies = { who: WhoStep, features: FeaturesStep, prepare: PrepareStep, kernel: KernelStep } as const

function Wizard(props: Props) {
  const { vocabulary, opened } = props
  const { t } = useTranslation('segments')
  const { step, at, next, goTo, form, profiles, job, mistakes, missing, running } = useWizard(props)
  const part: StepProps = { form, vocabulary, profiles, mistakes }
  const wrong = new Set<WizardStep>([...mistakes.map(({ path }) => stepOf(path)), ...missing.filter((one) => wizardSteps.indexOf(one) < at)])
  const Body = step === 'review' ? null : bodies[step]
  return (
    <>
      <Head opened={opened} form={form} />
      <Steps
        size="small"
        className="cluster-steps"
        current={at}
        onChange={(index) => goTo(wizardSteps[index])}
        items={wizardSteps.map((one) => ({ title: t(`clusters.wizard.step.${one}`), ...(wrong.has(one) && one !== step ? { status: 'error' as const } : {}) }))}
      />
      {form.save.error && <ErrorPanel error={form.save.error} />}
      <Form component="div" layout="vertical">
        {Body === null ? <ReviewStep {...part} running={running} job={job} onStep={goTo} /> : <Body {...part} />}
      </Form>
      <footer className="cluster-foot">
        {at > 0 && <Button onClick={() => goTo(wizardSteps[at - 1])}>{t('clusters.wizard.back')}</Button>}
        {next !== undefined && <Button type="primary" onClick={() => goTo(next)}>{t('clusters.wizard.next')}</Button>}
      </footer>
    </>
  )
}

function NotHere({ definition }: { readonly definition: DefinitionView }) {
  const { t } = useTranslation('segments')
  return <EmptyState title={t('clusters.wizard.notHere')} why={t('clusters.wizard.notHereWhy', { key: definition.key })} action={<AppLink to={clusteringPath(definition.key)}>{t('clusters.title')}</AppLink>} />
}

/** Makes or changes a clustering step by step: who, by what, prepared how, grouped how; then runs it. */
export function ClusterWizardPage() {
  const { key } = useParams()
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 })
  const definition = useDefinition('clustering', key ?? null)
  return (
    <Loaded query={vocabulary}>
      {(known) => {
        if (key === undefined) return <Wizard vocabulary={known} opened={null} body={startDraft} />
        return (
          <Loaded query={definition}>
            {(found) => {
              const body = readDraft(found.body)
              return body === null ? <NotHere definition={found} /> : <Wizard key={found.key} vocabulary={known} opened={found} body={body} />
            }}
          </Loaded>
        )
      }}
    </Loaded>
  )
}
