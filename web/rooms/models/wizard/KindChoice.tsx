import { Radio } from 'antd'
import { useTranslation } from 'react-i18next'
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
      <Radio.Group className="model-choices" value={value} onChange={({ target }) => onChange(target.value as KindName)}>
        {kinds.map((kind) => (
          <Radio key={kind} value={kind}>
            <strong>{t(`wizard.kinds.${kind}.name`)}</strong> <span className="soft">{t(`wizard.kinds.${kind}.what`)}</span>
          </Radio>
        ))}
      </Radio.Group>
    </section>
  )
}
