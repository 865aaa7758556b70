import { useTranslation } from 'react-i18next'
import { segmentPreviewSchema } from '#segments/contract'
import { usePosted } from '../../../api/posted.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { Num } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import { NameFields } from '../../../ui/form/NameFields.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { RuleField } from './RuleField.js'
import type { AnyDraft, StepPropsOf } from './step-props.js'

type Props = StepPropsOf<AnyDraft>

/** How many customers meet the rule now, in words. */
function Counted({ form }: Pick<Props, 'form'>) {
  const { t } = useTranslation('models')
  const say = useSay()
  const locale = useFormatLocale()
  const { asOf } = useScope()
  const rule = useSettled(form.body.population)
  const preview = usePosted('/api/v1/segments/preview', { rule, ...(asOf === undefined ? {} : { asOf }) }, segmentPreviewSchema)
  if (preview.error) return <ErrorPanel error={preview.error} />
  if (preview.data === undefined) return null
  const { count, total, sentence } = preview.data
  return (
    <p className="model-verdict" aria-live="polite">
      {say(sentence)} {count === null ? t('wizard.hidden') : <Num value={count} />} <span className="soft">{t('wizard.ofTotal', { total: formatNumber(total, locale), asOf: preview.data.asOf })}</span>
    </p>
  )
}

/** What it is called, and whom it judges. */
export function PopulationStep({ form, vocabulary, mistakes }: Props) {
  const { t } = useTranslation('models')
  return (
    <div className="model-stack">
      <section className="panel">
        <h2>{t('wizard.named')}</h2>
        <NameFields form={form} />
      </section>
      <section className="panel">
        <h2>{t('wizard.population')}</h2>
        <p className="soft">{t('wizard.populationWhat')}</p>
        <Counted form={form} />
        <RuleField rule={form.body.population.rule} onChange={(population) => form.set({ population })} vocabulary={vocabulary} mistakes={mistakes} path="population" />
      </section>
    </div>
  )
}
