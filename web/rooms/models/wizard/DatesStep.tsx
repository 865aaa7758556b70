import { Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ModelTraining } from '#models/contract'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { Field, NumberField } from '../../../ui/form/Field.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { StepProps } from './step-props.js'

const calibrations = ['platt', 'isotonic', 'none'] as const

/** Dates as people type them: separated by commas, spaces or lines. */
const readDates = (text: string): string[] => text.split(/[\s,，、;；]+/).filter((part) => part !== '')

function WhichDates({ training, set, mistakes }: { readonly training: ModelTraining; readonly set: (part: Partial<ModelTraining>) => void; readonly mistakes: StepProps['mistakes'] }) {
  const { t } = useTranslation('models')
  const { asOf } = training
  const isListed = 'dates' in asOf
  return (
    <>
      <Field label={t('wizard.whichDates')} path="training.asOf" mistakes={mistakes}>
        {() => (
          <Radio.Group value={isListed ? 'dates' : 'monthEnds'} onChange={({ target }) => set({ asOf: target.value === 'dates' ? { dates: [] } : { monthEnds: 12 } })}>
            <Radio value="monthEnds">{t('wizard.monthEnds')}</Radio>
            <Radio value="dates">{t('wizard.listed')}</Radio>
          </Radio.Group>
        )}
      </Field>
      {isListed ? (
        <Field label={t('wizard.dates')} hint={t('wizard.datesHint')} path="training.asOf.dates" mistakes={[]}>
          {(id) => <Input.TextArea id={id} autoSize={{ minRows: 2 }} defaultValue={asOf.dates.join(', ')} onChange={({ target }) => set({ asOf: { dates: readDates(target.value) } })} />}
        </Field>
      ) : (
        <NumberField label={t('wizard.howMany')} path="training.asOf.monthEnds" mistakes={[]} min={1} max={60} value={asOf.monthEnds} onChange={(monthEnds) => set({ asOf: { monthEnds: monthEnds ?? 12 } })} />
      )}
    </>
  )
}

/** The dates training would use today, and why others are left out. */
function PlannedDates({ plan }: Pick<StepProps, 'plan'>) {
  const { t } = useTranslation('models')
  const say = useSay()
  if (plan === undefined) return null
  const wrong = plan.mistakes.filter(({ path }) => path.startsWith('training'))
  const { dates } = plan
  if (dates === null) return <p className="tone-warm">{wrong.map(({ message }) => say(message)).join(' ')}</p>
  const chips = (list: readonly { readonly date: string; readonly why?: string }[], none: string) =>
    list.length === 0 ? (
      <span className="soft">{none}</span>
    ) : (
      <span className="model-dates figures">
        {list.map(({ date, why }) => (
          <StatusTag key={date} tone={why === undefined ? 'done' : 'quiet'}>
            {why === undefined ? date : `${date} ${why}`}
          </StatusTag>
        ))}
      </span>
    )
  return (
    <dl className="model-facts">
      <div>
        <dt>{t('data.train')}</dt>
        <dd>{chips(dates.train.map((date) => ({ date })), t('data.none'))}</dd>
      </div>
      <div>
        <dt>{t('data.test')}</dt>
        <dd>{chips(dates.test.map((date) => ({ date })), t('data.noTest'))}</dd>
      </div>
      <div>
        <dt>{t('data.left')}</dt>
        <dd>{chips(dates.left.map(({ date, why }) => ({ date, why: t(`wizard.why.${why}`) })), t('data.none'))}</dd>
      </div>
    </dl>
  )
}

/** From which dates it learns, on which it is tested, and how rows are dealt. */
export function DatesStep({ form, plan, mistakes }: StepProps) {
  const { t } = useTranslation('models')
  const { training } = form.body
  const set = (part: Partial<ModelTraining>) => form.set({ training: { ...training, ...part } })
  return (
    <div className="model-columns even">
      <section className="panel">
        <h2>{t('wizard.datesTitle')}</h2>
        <p className="soft">{t('wizard.datesWhat')}</p>
        <WhichDates training={training} set={set} mistakes={mistakes} />
        <div className="form-grid">
          <NumberField label={t('wizard.testDates')} hint={t('wizard.testDatesWhat')} path="training.testDates" mistakes={mistakes} min={0} max={12} value={training.testDates} onChange={(testDates) => set({ testDates: testDates ?? 1 })} />
          <NumberField label={t('wizard.validation')} hint={t('wizard.validationWhat')} path="training.validation" mistakes={mistakes} percent min={0.05} max={0.5} step={0.05} value={training.validation} onChange={(validation) => set({ validation: validation ?? 0.2 })} />
          <NumberField label={t('wizard.rows')} hint={t('wizard.rowsWhat')} path="training.rows" mistakes={mistakes} min={100} max={5_000_000} step={10_000} value={training.rows} onChange={(rows) => set({ rows: rows ?? 200_000 })} />
          <Field label={t('wizard.calibration')} hint={t('wizard.calibrationWhat')} path="training.calibration" mistakes={mistakes}>
            {(id) => <Select id={id} value={training.calibration} onChange={(calibration) => set({ calibration })} options={calibrations.map((value) => ({ value, label: t(`wizard.calibrations.${value}`) }))} />}
          </Field>
          <NumberField label={t('wizard.seed')} hint={t('wizard.seedWhat')} path="training.seed" mistakes={mistakes} min={1} max={2_147_483_647} value={training.seed} onChange={(seed) => set({ seed: seed ?? 1 })} />
        </div>
      </section>
      <section className="panel">
        <h2>{t('wizard.today', { date: plan?.today ?? '…' })}</h2>
        <PlannedDates plan={plan} />
      </section>
    </div>
  )
}
