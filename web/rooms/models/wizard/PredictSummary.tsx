import { useTranslation } from 'react-i18next'
import { useSay } from '../../../ui/language/use-say.js'
import type { ModelDraft } from './model-draft.js'
import { SummaryList } from './SummaryList.js'
import type { SummaryProps } from './wizard-kind.js'

/** A model of an outcome in words. */
export function PredictSummary({ form, plan, onStep }: SummaryProps<ModelDraft>) {
  const { t } = useTranslation('models')
  const say = useSay()
  const { features, horizonDays, algorithm } = form.body
  const dates = plan?.dates
  const said = (sentence: { zh: string; en: string } | null | undefined) => (sentence ? say(sentence) : '–')
  return (
    <SummaryList
      onStep={onStep}
      lines={[
        ['population', said(plan?.sentences.population)],
        ['outcome', said(plan?.sentences.label)],
        ['features', features.map(({ name }) => say(name)).join(t('wizard.comma'))],
        ['dates', dates ? t('wizard.datesSum', { train: dates.train.length, test: dates.test.length, left: dates.left.length, days: horizonDays }) : '–'],
        ['algorithm', t(`algorithm.${algorithm.kind}`)],
      ]}
    />
  )
}
