import { useTranslation } from 'react-i18next'
import { useSay } from '../../../ui/language/use-say.js'
import { SummaryList } from './SummaryList.js'
import type { UpliftDraft } from './uplift-draft.js'
import type { SummaryProps } from './wizard-kind.js'

/** A model of what campaigns change in words. */
export function UpliftSummary({ form, plan, onStep }: SummaryProps<UpliftDraft>) {
  const { t } = useTranslation('models')
  const say = useSay()
  const { features, treatment, outcome, horizonDays, learner, training } = form.body
  const population = plan?.sentences.population
  return (
    <SummaryList
      onStep={onStep}
      lines={[
        ['population', population ? say(population) : '–'],
        ['campaigns', t('wizard.campaignsSum', { campaigns: treatment.campaigns.join(t('wizard.comma')), arms: t(`wizard.arms.${treatment.arms}.name`), control: treatment.control.join(t('wizard.comma')), metric: outcome.metric, days: horizonDays })],
        ['features', features.map(({ name }) => say(name)).join(t('wizard.comma'))],
        ['learner', t('wizard.learnerSum', { method: t(`wizard.methods.${learner.method}.name`), folds: training.folds })],
      ]}
    />
  )
}
