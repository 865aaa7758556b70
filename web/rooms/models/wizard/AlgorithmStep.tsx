import { Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { defined } from '../../../ui/form/defined.js'
import { NumberField } from '../../../ui/form/Field.js'
import type { ModelDraft } from './model-draft.js'
import type { StepProps } from './step-props.js'

type Boosting = Extract<ModelDraft['algorithm'], { kind: 'boosting' }>
type Linear = Extract<ModelDraft['algorithm'], { kind: 'linear' }>

function BoostingFields({ form, mistakes, algorithm }: StepProps & { readonly algorithm: Boosting }) {
  const { t } = useTranslation('models')
  const set = (part: { readonly [Key in keyof Boosting]?: Boosting[Key] | undefined }) => form.set({ algorithm: defined<Boosting>({ ...algorithm, ...part }) })
  const field = (key: 'trees' | 'leaves' | 'leafRows' | 'patience', min: number, max: number) => (
    <NumberField key={key} label={t(`wizard.boosting.${key}.name`)} hint={t(`wizard.boosting.${key}.what`)} path={`algorithm.${key}`} mistakes={mistakes} min={min} max={max} value={algorithm[key]} onChange={(value) => set({ [key]: value })} />
  )
  return (
    <div className="form-grid">
      {field('trees', 1, 5000)}
      <NumberField label={t('wizard.boosting.rate.name')} hint={t('wizard.boosting.rate.what')} path="algorithm.rate" mistakes={mistakes} min={0.001} max={1} step={0.01} value={algorithm.rate} onChange={(rate) => set({ rate })} />
      {field('leaves', 2, 4096)}
      {field('leafRows', 1, 1_000_000)}
      {field('patience', 1, 1000)}
    </div>
  )
}

function LinearFields({ form, mistakes, algorithm }: StepProps & { readonly algorithm: Linear }) {
  const { t } = useTranslation('models')
  return (
    <div className="form-grid">
      {(['l2', 'l1'] as const).map((key) => (
        <NumberField key={key} label={t(`wizard.linear.${key}.name`)} hint={t(`wizard.linear.${key}.what`)} path={`algorithm.${key}`} mistakes={mistakes} min={0} value={algorithm[key]} onChange={(value) => form.set({ algorithm: defined<Linear>({ ...algorithm, [key]: value }) })} />
      ))}
    </div>
  )
}

/** How it learns, in plain words; what is left empty takes its tested value. */
export function AlgorithmStep(props: StepProps) {
  const { form } = props
  const { t } = useTranslation('models')
  const { algorithm } = form.body
  const isOurs = algorithm.kind === 'boosting' || algorithm.kind === 'linear'
  return (
    <div className="model-stack">
      <section className="panel">
        <h2>{t('wizard.algorithm')}</h2>
        <Radio.Group className="model-choices" value={algorithm.kind} onChange={({ target }) => form.set({ algorithm: { kind: target.value as 'boosting' | 'linear' } })}>
          {(['boosting', 'linear'] as const).map((kind) => (
            <Radio key={kind} value={kind}>
              <strong>{t(`wizard.algorithms.${kind}.name`)}</strong> <span className="soft">{t(`wizard.algorithms.${kind}.what`)}</span>
            </Radio>
          ))}
          {!isOurs && (
            <Radio value={algorithm.kind}>
              <strong>{t(`algorithm.${algorithm.kind}`)}</strong> <span className="soft">{t('wizard.brought')}</span>
            </Radio>
          )}
        </Radio.Group>
      </section>
      {isOurs && (
        <section className="panel">
          <h2>{t('wizard.settings')}</h2>
          <p className="soft">{t('wizard.settingsWhat')}</p>
          {algorithm.kind === 'boosting' ? <BoostingFields {...props} algorithm={algorithm} /> : <LinearFields {...props} algorithm={algorithm} />}
        </section>
      )}
    </div>
  )
}
