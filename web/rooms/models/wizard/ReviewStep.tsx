import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { JobView } from '#platform/jobs/contract'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSay } from '../../../ui/language/use-say.js'
import { TextButton } from '../../../ui/action/TextButton.js'
import { isOver } from '../../../api/jobs.js'
import type { AnyDraft, StepPropsOf } from './step-props.js'
import { TrainRun } from './TrainRun.js'
import type { useTraining } from './use-training.js'
import type { WizardKind, WizardStep } from './wizard-kind.js'

interface Props<Draft extends AnyDraft> extends StepPropsOf<Draft> {
  readonly kind: WizardKind<Draft>
  readonly training: ReturnType<typeof useTraining>
  readonly job: JobView | undefined
  readonly onStep: (step: WizardStep) => void
}

/** What stands in the way, each with the way to it. */
function Obstacles<Draft extends AnyDraft>({ kind, form, mistakes, onStep }: Props<Draft>) {
  const { t } = useTranslation('models')
  const say = useSay()
  const missing = kind.missing(form.body)
  return (
    <Alert
      type="warning"
      showIcon
      title={t('wizard.wrong', { count: mistakes.length + missing.length })}
      description={
        <ul>
          {missing.map(({ step }) => (
            <li key={step}>
              <TextButton onClick={() => onStep(step)}>{t(`wizard.step.${step}`)}</TextButton> {t(`wizard.missing.${step}`)}
            </li>
          ))}
          {mistakes.map(({ path, code, message }) => (
            <li key={`${path} ${code} ${message.zh}`}>
              <TextButton onClick={() => onStep(kind.stepOf(path))}>{t(`wizard.step.${kind.stepOf(path)}`)}</TextButton> {say(message)}
            </li>
          ))}
        </ul>
      }
    />
  )
}

/** Everything in words, what stands in the way, and the button that publishes and trains. */
export function ReviewStep<Draft extends AnyDraft>(props: Props<Draft>) {
  const { kind, form, plan, mistakes, training, job, onStep } = props
  const { t } = useTranslation('models')
  const isRunning = job !== undefined && !isOver(job)
  const isWhole = mistakes.length === 0 && kind.missing(form.body).length === 0
  return (
    <div className="model-stack">
      <kind.Summary form={form} plan={plan} onStep={onStep} />
      {!isWhole && <Obstacles {...props} />}
      {training.error && <ErrorPanel error={training.error} />}
      <div className="model-buttons">
        <Button type="primary" size="large" disabled={!isWhole || !form.isReady || isRunning || plan === undefined} loading={training.isPending} onClick={() => training.mutate(undefined)}>
          {t('wizard.publishTrain')}
        </Button>
        <Button disabled={!isWhole || !form.isReady || !form.isChanged} loading={form.save.isPending} onClick={() => form.save.mutate(undefined)}>
          {t('wizard.saveOnly')}
        </Button>
        <span className="soft">{t('wizard.publishTrainWhat')}</span>
      </div>
      {job !== undefined && <TrainRun model={form.names.key} job={job} />}
    </div>
  )
}
