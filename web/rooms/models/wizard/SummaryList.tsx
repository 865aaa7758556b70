import { useTranslation } from 'react-i18next'
import { TextButton } from '../../../ui/action/TextButton.js'
import type { WizardStep } from './wizard-kind.js'

interface Props {
  readonly lines: readonly (readonly [step: WizardStep, text: string])[]
  readonly onStep: (step: WizardStep) => void
}

/** Each step in words, with the way back to it. */
export function SummaryList({ lines, onStep }: Props) {
  const { t } = useTranslation('models')
  return (
    <dl className="panel model-facts">
      {lines.map(([step, text]) => (
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
