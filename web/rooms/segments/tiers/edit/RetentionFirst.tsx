import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field, NumberField } from '../../../../ui/form/Field.js'
import { defined } from '../../../../ui/form/defined.js'
import { useSay } from '../../../../ui/language/use-say.js'
import type { PlanOf, PlanProps } from './plan-props.js'

type Plan = PlanOf<'funnel'>
type First = NonNullable<Plan['retentionFirst']>

const START = { least: 0.4, newest: 3, age: 60 }
const MOST_AGE = 730
const MOST_MONTHS = 12

/** Whether a funnel puts retention first, and below which share of the newest cohorts acquisition waits. */
export function RetentionFirst({ plan, onChange, mistakes }: Pick<PlanProps<Plan>, 'plan' | 'onChange' | 'mistakes'>) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const first = plan.retentionFirst
  const change = (next: First | undefined) => onChange(defined<Plan>({ ...plan, retentionFirst: next }))
  const choose = (way: 'off' | 'on') => change(way === 'off' ? undefined : { stage: plan.stages[0]?.code ?? '', ...START })
  return (
    <>
      <Field label={t('stages.first')} path="plan.retentionFirst" mistakes={mistakes} hint={t('stages.firstHint')}>
        {(id) => <Select id={id} value={first === undefined ? 'off' : 'on'} onChange={choose} options={(['off', 'on'] as const).map((value) => ({ value, label: t(`stages.${value}`) }))} />}
      </Field>
      {first !== undefined && (
        <div className="tier-state">
          <Field label={t('stages.firstOf')} path="plan.retentionFirst.stage" mistakes={mistakes}>
            {(id) => <Select id={id} value={first.stage} onChange={(stage) => change({ ...first, stage })} options={plan.stages.map(({ code, name }) => ({ value: code, label: `${say(name)} · ${code}` }))} />}
          </Field>
          <NumberField label={t('stages.least')} hint={t('stages.leastHint')} path="plan.retentionFirst.least" mistakes={mistakes} percent min={0.01} max={0.99} value={first.least} onChange={(least) => change({ ...first, least: least ?? START.least })} />
          <NumberField label={t('stages.newest')} path="plan.retentionFirst.newest" mistakes={mistakes} min={1} max={MOST_MONTHS} value={first.newest} onChange={(newest) => change({ ...first, newest: Math.round(newest ?? START.newest) })} />
          <NumberField label={t('stages.age')} path="plan.retentionFirst.age" mistakes={mistakes} min={0} max={MOST_AGE} value={first.age} onChange={(age) => change({ ...first, age: Math.round(age ?? START.age) })} />
        </div>
      )}
    </>
  )
}
