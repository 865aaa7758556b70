import { useTranslation } from 'react-i18next'
import { Choices } from './Choices.js'
import type { WizardKind } from './wizard-kind.js'
import type { AnyDraft } from './step-props.js'

type KindName = WizardKind<AnyDraft>['name']

const kinds: readonly KindName[] = ['predict', 'uplift']

/** What a new model is to tell; each kind keeps its own draft. */
export function KindChoice({ value, onChange }: { readonly value: KindName; readonly onChange: (kind: KindName) => void }) {
  const { t } = useTranslation('models')
  return (
    <section className="panel model-kind">
      <h2>{t('wizard.kind')}</h2>
      <Choices value={value} onChange={onChange} options={kinds.map((kind) => ({ value: kind, name: t(`wizard.kinds.${kind}.name`), what: t(`wizard.kinds.${kind}.what`) }))} />
    </section>
  )
}
