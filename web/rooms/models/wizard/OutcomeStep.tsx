import { useTranslation } from 'react-i18next'
import type { ModelLabel } from '#models/contract'
import { minorUnitsOf } from '#kernel/money'
import { Field, NumberField } from '../../../ui/form/Field.js'
import { useSay } from '../../../ui/language/use-say.js'
import { typeOf } from '../../../ui/rule-editor/spoken.js'
import { Choices } from './Choices.js'
import { asDocument, labelOfKind } from './model-draft.js'
import { RuleField } from './RuleField.js'
import type { StepProps } from './step-props.js'
import { ValuePicker } from './ValuePicker.js'

const kinds = ['drop', 'rule', 'value'] as const

function DropFields({ form, vocabulary, mistakes, label }: StepProps & { readonly label: Extract<ModelLabel, { kind: 'drop' }> }) {
  const { t } = useTranslation('models')
  const type = typeOf(label.value.value, vocabulary)
  const scale = type?.type === 'money' ? 10 ** minorUnitsOf(type.ccy ?? 'CNY') : 1
  return (
    <div className="form-grid">
      <NumberField label={t('wizard.dropShare')} path="label.share" mistakes={mistakes} percent min={0.01} max={1} step={0.05} value={label.share} onChange={(share) => form.set({ label: { ...label, share: share ?? 0.8 } })} />
      <NumberField label={t('wizard.dropFloor')} hint={t('wizard.dropFloorWhat')} path="label.floor" mistakes={mistakes} min={0} value={label.floor / scale} {...(type?.type === 'money' ? { unit: type.ccy ?? 'CNY' } : {})} onChange={(floor) => form.set({ label: { ...label, floor: Math.round((floor ?? 0) * scale) } })} />
    </div>
  )
}

function LabelFields(props: StepProps & { readonly label: ModelLabel }) {
  const { form, vocabulary, mistakes, label } = props
  const { t } = useTranslation('models')
  if (label.kind === 'rule') return <RuleField rule={label.rule.rule} onChange={(rule) => form.set({ label: { kind: 'rule', rule } })} vocabulary={vocabulary} mistakes={mistakes} path="label.rule" />
  return (
    <>
      <Field label={t('wizard.labelValue')} path="label.value" mistakes={mistakes}>
        {() => <ValuePicker label={t('wizard.labelValue')} numbersOnly value={label.value.value} vocabulary={vocabulary} onChange={(value) => form.set({ label: { ...label, value: asDocument(value) } })} />}
      </Field>
      {label.kind === 'drop' && <DropFields {...props} label={label} />}
    </>
  )
}

/** What is predicted, and how far ahead. */
export function OutcomeStep(props: StepProps) {
  const { form, vocabulary, mistakes, plan } = props
  const { t } = useTranslation('models')
  const say = useSay()
  const { label, horizonDays } = form.body
  const choose = (kind: ModelLabel['kind']) => form.set({ label: labelOfKind(kind, label, vocabulary), task: kind === 'value' ? 'regression' : 'binary' })
  return (
    <div className="model-stack">
      <section className="panel">
        <h2>{t('wizard.outcome')}</h2>
        <Field label={t('wizard.outcomeKind')} path="label.kind" mistakes={mistakes}>
          {() => <Choices value={label?.kind} onChange={choose} options={kinds.map((value) => ({ value, name: t(`wizard.label.${value}.name`), what: t(`wizard.label.${value}.what`) }))} />}
        </Field>
        {label === undefined ? <p className="soft">{t('wizard.outcomeFirst')}</p> : <LabelFields key={label.kind} {...props} label={label} />}
        {plan?.sentences.label && <p className="model-verdict">{say(plan.sentences.label)}</p>}
      </section>
      <section className="panel">
        <h2>{t('overview.horizon')}</h2>
        <p className="soft">{t('wizard.horizonWhat')}</p>
        <div className="form-grid">
          <NumberField label={t('overview.horizon')} path="horizonDays" mistakes={mistakes} min={1} max={730} unit={t('wizard.daysUnit')} value={horizonDays} onChange={(days) => form.set({ horizonDays: days ?? 90 })} />
        </div>
      </section>
    </div>
  )
}
