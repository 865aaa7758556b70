import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DriftPolicy } from '#ingest/contract'
import { Field } from '../../../ui/form/Field.js'
import type { PartProps } from './part-props.js'

const asking: DriftPolicy = { newColumn: 'ask', type: 'ask', vanished: 'ask', newValues: 'ask', newValueShare: 0.01 }

/** What happens by itself when a file differs from the last one. */
export function DriftFields({ body, set, mistakes }: PartProps) {
  const { t } = useTranslation('sources')
  const policy = { ...asking, ...body.drift }
  const choices = [
    ['newColumn', 'ignore', t('rules.newColumn'), t('rules.newColumnIgnore')],
    ['type', 'accept', t('rules.type'), t('rules.typeAccept')],
    ['vanished', 'missing', t('rules.vanished'), t('rules.vanishedMissing')],
    ['newValues', 'accept', t('rules.newValues'), t('rules.newValuesAccept')],
  ] as const
  return (
    <div className="source-form">
      {choices.map(([name, other, label, otherLabel]) => (
        <Field key={name} label={label} path={`drift.${name}`} mistakes={mistakes}>
          {(id) => (
            <Select<string>
              id={id}
              value={policy[name]}
              options={[
                { value: 'ask', label: t('rules.ask') },
                { value: other, label: otherLabel },
              ]}
              onChange={(value) => set({ drift: { ...policy, [name]: value } })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}
