import { Button, Form, Steps } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { JobView } from '#platform/jobs/contract'
import { type Vocabulary, vocabularySchema } from '#tags/contract'
import { type DefinitionMistake, type DefinitionView, useDefinition } from '../../../api/definitions.js'
import { useJob } from '../../../api/jobs.js'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { type DefinitionForm, useDefinitionForm } from '../../../ui/form/use-definition-form.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope, useUrlState } from '../../../ui/place/scope.js'
import { editPath, modelPath, MODELS } from '../models-paths.js'
import { AlgorithmStep } from './AlgorithmStep.js'
import { DatesStep } from './DatesStep.js'
import { FeaturesStep } from './FeaturesStep.js'
import { keepDraft, type KeptDraft, readKept } from './kept-draft.js'
import { missingParts, type ModelDraft, readDraft, startDraft, stepOf, type WizardStep, wizardSteps } from './model-draft.js'
import { OutcomeStep } from './OutcomeStep.js'
import { PopulationStep } from './PopulationStep.js'
import { ReviewStep } from './ReviewStep.js'
import type { StepProps } from './step-props.js'
import { useModelPlan } from './use-model-plan.js'
import { useTraining } from './use-training.js'
import '../models.css'

interface Props {
  readonly vocabulary: Vocabulary
  /** null for one that is made now. */
  readonly opened: DefinitionView | null
  readonly body: ModelDraft
}

const unique = (mistakes: readonly DefinitionMistake[]): DefinitionMistake[] => [...new Map(mistakes.map((one) => [`${one.path} ${one.code} ${one.message.zh}`, one])).values()]

/** Where the wizard is and goes: the address keeps the step and the job. */
function useSteps() {
  const [search, change] = useUrlState()
  const step: WizardStep = wizardSteps.find((one) => one === search.get('step')) ?? 'population'
  return { step, at: wizardSteps.indexOf(step), goTo: (next: WizardStep | undefined) => change({ step: next ?? null }), jobId: search.get('job') }
}

/** What a new one starts from, or what is saved. */
const startOf = (opened: DefinitionView | null, kept: KeptDraft, body: ModelDraft): KeptDraft => (opened === null ? kept : { names: { zh: opened.name.zh, en: opened.name.en ?? '', key: opened.key }, body })

/** What a failed training found wrong, at its place. */
const mistakesOf = (job: JobView | undefined): readonly DefinitionMistake[] => (job?.status === 'failed' ? (job.error?.mistakes ?? []) : [])

/** Mistakes once each; a part that is only missing is said in words of its own. */
function placed(mistakes: readonly DefinitionMistake[], body: ModelDraft): readonly DefinitionMistake[] {
  const missing = new Set<string>(missingParts(body).map((step) => (step === 'outcome' ? 'label' : step)))
  return unique(mistakes).filter(({ path }) => !missing.has(path))
}

/** The draft, what is wrong with it, the training under way and how to go on. */
function useWizard({ opened, body }: Props) {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const { step, at, goTo, jobId } = useSteps()
  const next = wizardSteps[at + 1]
  const [start] = useState(() => startOf(opened, readKept(), body))
  const open = (key: string, query: string) => {
    keepDraft(null)
    void navigate(keepScope(`${editPath(key)}?${query}`, search), { replace: true })
  }
  const form = useDefinitionForm<ModelDraft>({ kind: 'model', opened, start, refreshes: [MODELS], onCreated: (key) => open(key, `step=${next ?? 'review'}`) })
  const { names, body: written, isChanged, definition, checked } = form
  useEffect(() => {
    if (definition === null && isChanged) keepDraft({ names, body: written })
  }, [definition, isChanged, names, written])
  const plan = useModelPlan(written).data
  const job = useJob(jobId).data
  const mistakes = placed([...form.mistakes, ...(plan?.mistakes ?? []), ...(isChanged ? [] : mistakesOf(job))], written)
  const training = useTraining(form, ({ key, jobId: started }) => open(key, `step=review&job=${encodeURIComponent(started)}`))
  /** A draft that can be saved is saved on the way. */
  const goOn = () => {
    if (checked === null || !isChanged) goTo(next)
    else form.save.mutate(undefined, { onSuccess: () => (opened === null ? undefined : goTo(next)) })
  }
  return { step, at, next, goTo, goOn, form, plan, job, mistakes, training }
}

function Head({ opened, form }: { readonly opened: DefinitionView | null; readonly form: DefinitionForm<ModelDraft> }) {
  const { t } = useTranslation('models')
  const { t: ui } = useTranslation('ui')
  const say = useSay()
  const { zh, en } = form.names
  const name = say({ zh, en: en === '' ? undefined : en })
  return (
    <ObjectHeader
      name={opened === null ? t('wizard.newTitle') : t('wizard.editTitle', { name })}
      parent={opened === null ? { label: t('title'), to: '/models' } : { label: name, to: modelPath(opened.key) }}
      version={form.definition?.version ?? null}
      hasDraft={form.definition?.hasDraft ?? false}
      note={form.isChanged ? ui('form.unsaved') : t('wizard.purpose')}
    />
  )
}

const bodies = { population: PopulationStep, outcome: OutcomeStep, features: FeaturesStep, dates: DatesStep, algorithm: AlgorithmStep } as const

function Wizard(props: Props) {
  const { vocabulary, opened } = props
  const { t } = useTranslation('models')
  const { t: ui } = useTranslation('ui')
  const { step, at, next, goTo, goOn, form, plan, job, mistakes, training } = useWizard(props)
  const part: StepProps = { form, vocabulary, plan, mistakes }
  const missing = missingParts(form.body).filter((one) => wizardSteps.indexOf(one) < at)
  const wrong = new Set<WizardStep>([...mistakes.map(({ path }) => stepOf(path)), ...missing])
  const Body = step === 'review' ? null : bodies[step]
  return (
    <>
      <Head opened={opened} form={form} />
      <Steps
        size="small"
        className="model-steps"
        current={at}
        onChange={(index) => goTo(wizardSteps[index])}
        items={wizardSteps.map((one) => ({ title: t(`wizard.step.${one}`), disabled: !form.isReady && one !== step, ...(wrong.has(one) && one !== step ? { status: 'error' as const } : {}) }))}
      />
      {form.save.error && <ErrorPanel error={form.save.error} />}
      <Form component="div" layout="vertical">
        {Body === null ? <ReviewStep {...part} training={training} job={job} onStep={goTo} /> : <Body {...part} />}
      </Form>
      <footer className="model-foot">
        {at > 0 && <Button onClick={() => goTo(wizardSteps[at - 1])}>{ui('action.back')}</Button>}
        {next !== undefined && (
          <Button type="primary" disabled={!form.isReady} loading={form.save.isPending} onClick={goOn}>
            {t('wizard.next')}
          </Button>
        )}
      </footer>
    </>
  )
}

/** Another kind of model than the steps can show: it is written as a file. */
function NotHere({ definition }: { readonly definition: DefinitionView }) {
  const { t } = useTranslation('models')
  return <EmptyState title={t('wizard.notHere')} why={t('wizard.notHereWhy', { key: definition.key })} action={<AppLink to={modelPath(definition.key)}>{t('wizard.backToModel')}</AppLink>} />
}

/** Makes or changes a model step by step: whom, what, from what, when, how; then trains it. */
export function ModelWizardPage() {
  const { key } = useParams()
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 })
  const definition = useDefinition('model', key ?? null)
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
