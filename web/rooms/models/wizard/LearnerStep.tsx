import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { defined } from '../../../ui/form/defined.js'
import { Field, NumberField } from '../../../ui/form/Field.js'
import { Choices } from './Choices.js'
import type { StepPropsOf } from './step-props.js'
import type { UpliftDraft } from './uplift-draft.js'

type Props = StepPropsOf<UpliftDraft>
type Learner = UpliftDraft['learner']
type Base = Learner['outcome']

const methods = ['dr', 'x', 'r', 't', 's', 'class', 'forest'] as const
/** Methods that learn the effect by itself, beside the outcome. */
const WITH_EFFECT: readonly Learner['method'][] = ['dr', 'x', 'r']

function BasePanel({ part, base, mistakes, onChange }: { readonly part: 'outcome' | 'effect'; readonly base: Base; readonly mistakes: Props['mistakes']; readonly onChange: (base: Base) => void }) {
  const { t } = useTranslation('models')
  const path = `learner.${part}`
  return (
    <div className="form-grid">
      <Field label={t(`wizard.base.${part}`)} hint={t(`wizard.base.${part}What`)} path={`${path}.kind`} mistakes={mistakes}>
        {(id) => <Select id={id} value={base.kind} onChange={(kind) => onChange(kind === 'linear' ? { kind, l2: part === 'effect' ? 1000 : 10 } : { kind })} options={(['linear', 'boosting'] as const).map((value) => ({ value, label: t(`wizard.algorithms.${value}.name`) }))} />}
      </Field>
      {base.kind === 'linear' ? (
        <NumberField label={t('wizard.linear.l2.name')} hint={t('wizard.linear.l2.what')} path={`${path}.l2`} mistakes={mistakes} min={0} value={base.l2} onChange={(l2) => onChange({ kind: 'linear', ...(l2 === undefined ? {} : { l2 }) })} />
      ) : (
        (['trees', 'leaves'] as const).map((key) => (
          <NumberField key={key} label={t(`wizard.boosting.${key}.name`)} hint={t(`wizard.boosting.${key}.what`)} path={`${path}.${key}`} mistakes={mistakes} min={1} max={5000} value={base[key]} onChange={(value) => onChange(defined<Base>({ ...base, [key]: value }))} />
        ))
      )}
    </div>
  )
}

function ForestPanel({ form, mistakes }: Props) {
  const { t } = useTranslation('models')
  const { forest = {} } = form.body.learner
  return (
    <div className="form-grid">
      {([['trees', 2000], ['depth', 30], ['leafRows', 1_000_000]] as const).map(([key, max]) => (
        <NumberField key={key} label={t(`wizard.forest.${key}.name`)} hint={t(`wizard.forest.${key}.what`)} path={`learner.forest.${key}`} mistakes={mistakes} min={1} max={max} value={forest[key]} onChange={(value) => form.set({ learner: { ...form.body.learner, forest: defined<NonNullable<Learner['forest']>>({ ...forest, [key]: value }) } })} />
      ))}
    </div>
  )
}

function SplitPanel({ form, mistakes }: Props) {
  const { t } = useTranslation('models')
  const { training, quadrants } = form.body
  const set = (part: Partial<UpliftDraft['training']>) => form.set({ training: { ...training, ...part } })
  return (
    <section className="panel">
      <h2>{t('wizard.judged')}</h2>
      <p className="soft">{t('wizard.judgedWhat')}</p>
      <div className="form-grid">
        <NumberField label={t('wizard.folds')} hint={t('wizard.foldsWhat')} path="training.folds" mistakes={mistakes} min={2} max={20} value={training.folds} onChange={(folds) => set({ folds: folds ?? 5 })} />
        <NumberField label={t('wizard.bootstraps')} hint={t('wizard.bootstrapsWhat')} path="training.rounds" mistakes={mistakes} min={20} max={2000} value={training.rounds} onChange={(rounds) => set({ rounds: rounds ?? 200 })} />
        <NumberField label={t('wizard.rows')} hint={t('wizard.rowsWhat')} path="training.rows" mistakes={mistakes} min={100} max={5_000_000} step={10_000} value={training.rows} onChange={(rows) => set({ rows: rows ?? 400_000 })} />
        <NumberField label={t('wizard.seed')} hint={t('wizard.seedWhat')} path="training.seed" mistakes={mistakes} min={1} max={2_147_483_647} value={training.seed} onChange={(seed) => set({ seed: seed ?? 1 })} />
      </div>
      <h3>{t('wizard.quadrants')}</h3>
      <div className="form-grid">
        <NumberField label={t('uplift.quadrant.persuadable.name')} hint={t('wizard.quadrantGain')} path="quadrants.gain" mistakes={mistakes} percent min={0.001} max={1} step={0.005} value={quadrants.gain} onChange={(gain) => form.set({ quadrants: { ...quadrants, gain: gain ?? 0.02 } })} />
        <NumberField label={t('uplift.quadrant.sleeping_dog.name')} hint={t('wizard.quadrantLoss')} path="quadrants.loss" mistakes={mistakes} percent min={-1} max={-0.001} step={0.005} value={quadrants.loss} onChange={(loss) => form.set({ quadrants: { ...quadrants, loss: loss ?? -0.005 } })} />
        <NumberField label={t('uplift.quadrant.sure_thing.name')} hint={t('wizard.quadrantSure')} path="quadrants.sure" mistakes={mistakes} percent min={0} max={1} step={0.01} value={quadrants.sure} onChange={(sure) => form.set({ quadrants: { ...quadrants, sure: sure ?? 0.1 } })} />
      </div>
    </section>
  )
}

/** How it learns whom a campaign changes, and how it is judged. */
export function LearnerStep(props: Props) {
  const { form, mistakes } = props
  const { t } = useTranslation('models')
  const { learner } = form.body
  const set = (part: Partial<Learner>) => form.set({ learner: { ...learner, ...part } })
  return (
    <div className="model-columns even">
      <section className="panel">
        <h2>{t('wizard.method')}</h2>
        <Choices value={learner.method} onChange={(method) => set({ method })} options={methods.map((value) => ({ value, name: t(`wizard.methods.${value}.name`), what: t(`wizard.methods.${value}.what`) }))} />
        <h3>{t('wizard.settings')}</h3>
        {learner.method === 'forest' ? <ForestPanel {...props} /> : <BasePanel part="outcome" base={learner.outcome} mistakes={mistakes} onChange={(outcome) => set({ outcome })} />}
        {WITH_EFFECT.includes(learner.method) && <BasePanel part="effect" base={learner.effect} mistakes={mistakes} onChange={(effect) => set({ effect })} />}
      </section>
      <SplitPanel {...props} />
    </div>
  )
}
