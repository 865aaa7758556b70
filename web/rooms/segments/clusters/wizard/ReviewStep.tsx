import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { JobView } from '#platform/jobs/contract'
import { isOver } from '../../../../api/jobs.js'
import { ErrorPanel } from '../../../../ui/feedback/ErrorPanel.js'
import { formatNumber } from '../../../../ui/format.js'
import { NameFields } from '../../../../ui/form/NameFields.js'
import { TextButton } from '../../../../ui/action/TextButton.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../../ui/theme/Look.js'
import { missingParts, segmentOf, stepOf, type WizardStep } from './cluster-draft.js'
import { ClusterRun } from './ClusterRun.js'
import type { StepProps } from './step-props.js'
import type { useClusterRun } from './use-cluster-run.js'
import { useWho } from './WhoStep.js'

interface Props extends StepProps {
  readonly running: ReturnType<typeof useClusterRun>
  readonly job: JobView | undefined
  readonly onStep: (step: WizardStep) => void
}

/** Everything chosen, as one sentence. */
function useSentence({ form, vocabulary }: Pick<StepProps, 'form' | 'vocabulary'>): string {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const { population, features, kernel = 'kmeans', clusters, criterion, training, reassign } = form.body
  const who = useWho(population).data
  const segment = segmentOf(population)
  const named = vocabulary.segments.find(({ key }) => key === segment)
  const whom = segment === null ? t('clusters.everybody') : named ? say(named.name) : (segment ?? t('clusters.wizard.custom'))
  return t('clusters.wizard.sentence', {
    whom,
    customers: who?.count == null ? '–' : formatNumber(who.count, locale),
    asOf: who?.asOf ?? '–',
    count: features.length,
    features: features.map(({ name }) => say(name)).join(t('clusters.wizard.comma')),
    kernel: t(`clusters.kernels.${kernel}`),
    clusters: typeof clusters === 'number' ? t('clusters.wizard.sentenceFixed', { clusters }) : t('clusters.wizard.sentenceRange', { ...clusters, criterion: t(`clusters.criteria.${criterion}`) }),
    seed: training.seed,
    reassign: reassign === 'never' ? t('clusters.wizard.sentenceNever') : t('clusters.wizard.sentenceEach', { each: t(`clusters.wizard.reassigns.${reassign}`) }),
  })
}

/** What stands in the way, each with the way to it. */
function Wrong({ form, mistakes, onStep }: Pick<Props, 'form' | 'mistakes' | 'onStep'>) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const missing = missingParts(form.body)
  const all = [
    ...missing.map(() => ({ step: 'features' as const, text: t('clusters.wizard.noFeatures') })),
    ...mistakes.map(({ path, message }) => ({ step: stepOf(path), text: say(message) })),
  ]
  if (all.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={t('clusters.wizard.wrong', { count: all.length })}
      description={
        <ul>
          {all.map(({ step, text }) => (
            <li key={`${step} ${text}`}>
              <TextButton onClick={() => onStep(step)}>{t(`clusters.wizard.step.${step}`)}</TextButton> {text}
            </li>
          ))}
        </ul>
      }
    />
  )
}

/** Everything as a sentence, the name, and the button that publishes and runs. */
export function ReviewStep({ form, vocabulary, mistakes, running, job, onStep }: Props) {
  const { t } = useTranslation('segments')
  const sentence = useSentence({ form, vocabulary })
  const isWhole = mistakes.length === 0 && missingParts(form.body).length === 0
  const isRunning = job !== undefined && !isOver(job)
  return (
    <div className="life-panel">
      <section className="panel">
        <h2>{t('clusters.wizard.summary')}</h2>
        <p className="cluster-sentence">{sentence}</p>
      </section>
      <section className="panel">
        <h2>{t('clusters.wizard.named')}</h2>
        <NameFields form={form} />
        {!form.isReady && <p className="soft">{t('clusters.wizard.noName')}</p>}
      </section>
      <Wrong form={form} mistakes={mistakes} onStep={onStep} />
      {running.error && <ErrorPanel error={running.error} />}
      <p className="member-choice">
        <Button type="primary" disabled={!isWhole || !form.isReady || isRunning} loading={running.isPending} onClick={() => running.mutate(undefined)}>
          {t('clusters.wizard.go')}
        </Button>
        <Button disabled={!isWhole || !form.isReady || !form.isChanged} loading={form.save.isPending} onClick={() => form.save.mutate(undefined)}>
          {t('clusters.wizard.saveOnly')}
        </Button>
        <span className="soft">{t('clusters.wizard.goWhat')}</span>
      </p>
      {job !== undefined && <ClusterRun clustering={form.names.key} job={job} />}
    </div>
  )
}
