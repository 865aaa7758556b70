import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { JobView } from '#platform/jobs/contract'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSay } from '../../../ui/language/use-say.js'
import { TextButton } from '../../../ui/action/TextButton.js'
import { isOver } from '../../../api/jobs.js'
import { missingParts, stepOf, type WizardStep } from './model-draft.js'
import type { StepProps } from './step-props.js'
import { TrainRun } from './TrainRun.js'
import type { useTraining } from './use-training.js'

interface Props extends StepProps {
  readonly training: ReturnType<typeof useTraining>
  readonly job: JobView | undefined
  readonly onStep: (step: WizardStep) => void
}

/** Each step in words, with the way back to it. */
function Summary({ form, plan, onStep }: Pick<Props, 'form' | 'plan' | 'onStep'>) {
  const { t } = useTranslation('models')
  const say = useSay()
  const { features, horizonDays, algorithm } = form.body
  const dates = plan?.dates
  const said = (sentence: { zh: string; en: string } | null | undefined) => (sentence ? say(sentence) : '–')
  const rows = [
    ['population', said(plan?.sentences.population)],
    ['outcome', said(plan?.sentences.label)],
    ['features', features.map(({ name }) => say(name)).join(t('wizard.comma'))],
    ['dates', dates ? t('wizard.datesSum', { train: dates.train.length, test: dates.test.length, left: dates.left.length, days: horizonDays }) : '–'],
    ['algorithm', t(`algorithm.${algorithm.kind}`)],
  ] as const
  return (
    <dl className="panel model-facts">
      {rows.map(([step, text]) => (
        <div key={step}>
          <dt>
            <TextButton onClick={() => onStep(step)}>{t(`wizard.step.${step}`)}</TextButton>
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Everything in words, what stands in the way, and the button that publishes and trains. */
export function ReviewStep({ form, plan, mistakes, training, job, onStep }: Props) {
  const { t } = useTranslation('models')
  const say = useSay()
  const isRunning = job !== undefined && !isOver(job)
  const missing = missingParts(form.body)
  const isWhole = mistakes.length === 0 && missing.length === 0
  return (
    <div className="model-stack">
      <Summary form={form} plan={plan} onStep={onStep} />
      {!isWhole && (
        <Alert
          type="warning"
          showIcon
          title={t('wizard.wrong', { count: mistakes.length + missing.length })}
          description={
            <ul>
              {missing.map((step) => (
                <li key={step}>
                  <TextButton onClick={() => onStep(step)}>{t(`wizard.step.${step}`)}</TextButton> {t(`wizard.missing.${step}`)}
                </li>
              ))}
              {mistakes.map(({ path, code, message }) => (
                <li key={`${path} ${code} ${message.zh}`}>
                  <TextButton onClick={() => onStep(stepOf(path))}>{t(`wizard.step.${stepOf(path)}`)}</TextButton> {say(message)}
                </li>
              ))}
            </ul>
          }
        />
      )}
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
