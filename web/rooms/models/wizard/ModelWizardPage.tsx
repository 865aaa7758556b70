import { Button, Form, Steps } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
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
import { keepDraft, type KeptDraft, readKept } from '../../../ui/form/kept-draft.js'
import { KindChoice } from './KindChoice.js'
import { predictKind } from './predict-kind.js'
import { ReviewStep } from './ReviewStep.js'
import type { AnyDraft, StepPropsOf } from './step-props.js'
import { upliftKind } from './uplift-kind.js'
import { useModelPlan } from './use-model-plan.js'
import { useTraining } from './use-training.js'
import type { WizardKind, WizardStep } from './wizard-kind.js'
import '../models.css'

interface Props<Draft extends AnyDraft> {
  readonly kind: WizardKind<Draft>
  readonly vocabulary: Vocabulary
  /** null for one that is made now. */
  readonly opened: DefinitionView | null
  readonly body: Draft
  /** What stands above the steps. */
  readonly above?: ReactNode
}

const unique = (mistakes: readonly DefinitionMistake[]): DefinitionMistake[] => [...new Map(mistakes.map((one) => [`${one.path} ${one.code} ${one.message.zh}`, one])).values()]

/** Where the wizard is and goes: the address keeps the step and the job. */
function useSteps(steps: readonly WizardStep[]) {
  const [search, change] = useUrlState()
  const step: WizardStep = steps.find((one) => one === search.get('step')) ?? 'population'
  return { step, at: steps.indexOf(step), goTo: (next: WizardStep | undefined) => change({ step: next ?? null }), jobId: search.get('job') }
}

/** What a new one starts from, or what is saved. */
const startOf = <Draft extends AnyDraft>(opened: DefinitionView | null, kept: KeptDraft<Draft>, body: Draft): KeptDraft<Draft> => (opened === null ? kept : { names: { zh: opened.name.zh, en: opened.name.en ?? '', key: opened.key }, body })

/** What a failed training found wrong, at its place. */
const mistakesOf = (job: JobView | undefined): readonly DefinitionMistake[] => (job?.status === 'failed' ? (job.error?.mistakes ?? []) : [])

/** Mistakes once each; a part that is only missing is said in words of its own. */
function placed<Draft extends AnyDraft>(mistakes: readonly DefinitionMistake[], kind: WizardKind<Draft>, body: Draft): readonly DefinitionMistake[] {
  const missing = new Set(kind.missing(body).flatMap(({ paths }) => paths))
  return unique(mistakes).filter(({ path }) => !missing.has(path))
}

/** The draft, what is wrong with it, the training under way and how to go on. */
function useWizard<Draft extends AnyDraft>({ kind, opened, body }: Props<Draft>) {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const { step, at, goTo, jobId } = useSteps(kind.steps)
  const next = kind.steps[at + 1]
  const [start] = useState(() => startOf(opened, readKept(kind), body))
  const open = (key: string, query: string) => {
    keepDraft(kind.place, null)
    void navigate(keepScope(`${editPath(key)}?${query}`, search), { replace: true })
  }
  const form = useDefinitionForm<Draft>({ kind: 'model', opened, start, refreshes: [MODELS], onCreated: (key) => open(key, `step=${next ?? 'review'}`) })
  const { names, body: written, isChanged, definition, checked } = form
  useEffect(() => {
    if (definition === null && isChanged) keepDraft(kind.place, { names, body: written })
  }, [kind, definition, isChanged, names, written])
  const plan = useModelPlan(written).data
  const job = useJob(jobId).data
  const mistakes = placed([...form.mistakes, ...(plan?.mistakes ?? []), ...(isChanged ? [] : mistakesOf(job))], kind, written)
  const training = useTraining(form, ({ key, jobId: started }) => open(key, `step=review&job=${encodeURIComponent(started)}`))
  /** A draft that can be saved is saved on the way. */
  const goOn = () => {
    if (checked === null || !isChanged) goTo(next)
    else form.save.mutate(undefined, { onSuccess: () => (opened === null ? undefined : goTo(next)) })
  }
  return { step, at, next, goTo, goOn, form, plan, job, mistakes, training }
}

function Head({ opened, form }: { readonly opened: DefinitionView | null; readonly form: Pick<DefinitionForm<AnyDraft>, 'names' | 'definition' | 'isChanged'> }) {
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

/** The step the wizard is on. */
function StepBody<Draft extends AnyDraft>({ kind, step, part, wizard }: { readonly kind: WizardKind<Draft>; readonly step: WizardStep; readonly part: StepPropsOf<Draft>; readonly wizard: Pick<ReturnType<typeof useWizard<Draft>>, 'training' | 'job' | 'goTo'> }) {
  const Body = kind.bodies[step]
  return Body === undefined ? <ReviewStep {...part} kind={kind} training={wizard.training} job={wizard.job} onStep={wizard.goTo} /> : <Body {...part} />
}

function Wizard<Draft extends AnyDraft>(props: Props<Draft>) {
  const { kind, vocabulary, opened } = props
  const { steps } = kind
  const { t } = useTranslation('models')
  const { t: ui } = useTranslation('ui')
  const wizard = useWizard(props)
  const { step, at, next, goTo, goOn, form, plan, mistakes } = wizard
  const part: StepPropsOf<Draft> = { form, vocabulary, plan, mistakes }
  const missing = kind.missing(form.body).flatMap(({ step: own }) => (steps.indexOf(own) < at ? [own] : []))
  const wrong = new Set<WizardStep>([...mistakes.map(({ path }) => kind.stepOf(path)), ...missing])
  return (
    <>
      <Head opened={opened} form={form} />
      {props.above}
      <Steps
        size="small"
        className="model-steps"
        current={at}
        onChange={(index) => goTo(steps[index])}
        items={steps.map((one) => ({ title: t(`wizard.step.${one}`), disabled: !form.isReady && one !== step, ...(wrong.has(one) && one !== step ? { status: 'error' as const } : {}) }))}
      />
      {form.save.error && <ErrorPanel error={form.save.error} />}
      <Form component="div" layout="vertical">
        <StepBody kind={kind} step={step} part={part} wizard={wizard} />
      </Form>
      <footer className="model-foot">
        {at > 0 && <Button onClick={() => goTo(steps[at - 1])}>{ui('action.back')}</Button>}
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

/** A new model of the kind the address names. */
function NewModel({ vocabulary }: { readonly vocabulary: Vocabulary }) {
  const [search, change] = useUrlState()
  const isUplift = search.get('kind') === 'uplift'
  const step = search.get('step')
  const isFirst = step === null || step === 'population'
  const above = isFirst && <KindChoice value={isUplift ? 'uplift' : 'predict'} onChange={(kind) => change({ kind: kind === 'uplift' ? kind : null, step: null })} />
  if (isUplift) return <Wizard key="uplift" kind={upliftKind} vocabulary={vocabulary} opened={null} body={upliftKind.start} above={above} />
  return <Wizard key="predict" kind={predictKind} vocabulary={vocabulary} opened={null} body={predictKind.start} above={above} />
}

function SavedModel({ vocabulary, found }: { readonly vocabulary: Vocabulary; readonly found: DefinitionView }) {
  const [body, uplift] = [predictKind.read(found.body), upliftKind.read(found.body)]
  if (body !== null) return <Wizard key={found.key} kind={predictKind} vocabulary={vocabulary} opened={found} body={body} />
  return uplift === null ? <NotHere definition={found} /> : <Wizard key={found.key} kind={upliftKind} vocabulary={vocabulary} opened={found} body={uplift} />
}

/** Makes or changes a model step by step: whom, what, from what, when, how; then trains it. */
export function ModelWizardPage() {
  const { key } = useParams()
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 })
  const definition = useDefinition('model', key ?? null)
  return <Loaded query={vocabulary}>{(known) => (key === undefined ? <NewModel vocabulary={known} /> : <Loaded query={definition}>{(found) => <SavedModel vocabulary={known} found={found} />}</Loaded>)}</Loaded>
}
