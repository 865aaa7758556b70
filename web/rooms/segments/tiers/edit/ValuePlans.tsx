import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { defined } from '../../../../ui/form/defined.js'
import { Field, NumberField } from '../../../../ui/form/Field.js'
import { CellRows } from './CellRows.js'
import { NameLine } from './NameLine.js'
import type { PlanOf, PlanProps } from './plan-props.js'
import { freshCode } from './plan-start.js'
import { BoundField, unitOf, ValueField } from './ValueField.js'

const NEAR_SHARE = 0.2
const TENTH = 0.1

function Near({ plan, onChange, vocabulary, mistakes }: PlanProps<PlanOf<'pyramid'>>) {
  const { t } = useTranslation('segments')
  const { near } = plan
  const floor = plan.tiers[1]?.from ?? unitOf(plan.measure, vocabulary).times
  const choose = (way: 'share' | 'amount') => onChange({ ...plan, near: way === 'share' ? { share: NEAR_SHARE } : { amount: Math.max(1, Math.round(Math.abs(floor) * TENTH)) } })
  return (
    <>
      <Field label={t('plan.near')} path="plan.near" mistakes={mistakes} hint={t('tiers.nearHelp')}>
        {(id) => <Select id={id} value={'share' in near ? 'share' : 'amount'} onChange={choose} options={(['share', 'amount'] as const).map((value) => ({ value, label: t(`plan.nearBy.${value}`) }))} />}
      </Field>
      {'share' in near ? (
        <NumberField label={t('tiers.near')} path="plan.near.share" mistakes={mistakes} percent min={0.01} max={0.99} value={near.share} onChange={(share) => onChange({ ...plan, near: { share: share ?? NEAR_SHARE } })} />
      ) : (
        <BoundField label={t('plan.nearAmount')} path="plan.near.amount" mistakes={mistakes} of={plan.measure} vocabulary={vocabulary} value={near.amount} onChange={(amount) => amount !== undefined && onChange({ ...plan, near: { amount } })} />
      )}
    </>
  )
}

/** Tiers by the floor of each. */
export function Pyramid(props: PlanProps<PlanOf<'pyramid'>>) {
  const { plan, onChange, vocabulary, mistakes } = props
  const { t } = useTranslation('segments')
  const fresh = () => ({ code: freshCode(plan.tiers.map(({ code }) => code), 'T'), name: { zh: '' }, from: ((plan.tiers.at(-1)?.from ?? 0) || 1) * 2 })
  return (
    <>
      <ValueField label={t('tiers.edit.measure')} path="plan.measure" hint={t('plan.formula')} value={plan.measure} onChange={(measure) => onChange({ ...plan, measure })} vocabulary={vocabulary} mistakes={mistakes} />
      <Near {...props} />
      <CellRows path="plan.tiers" cells={plan.tiers} least={2} mistakes={mistakes} onChange={(tiers) => onChange({ ...plan, tiers: tiers.map((tier, at) => (at === 0 ? { ...tier, from: null } : { ...tier, from: tier.from ?? 0 })) })} fresh={fresh}>
        {(tier, at, change) =>
          at === 0 ? (
            <p className="soft">{t('tiers.edit.lowest')}</p>
          ) : (
            <BoundField label={t('tiers.edit.from')} path={`plan.tiers[${at}].from`} mistakes={mistakes} of={plan.measure} vocabulary={vocabulary} value={tier.from ?? undefined} onChange={(from) => change({ from: from ?? null })} />
          )
        }
      </CellRows>
    </>
  )
}

/** Classes by the share of the measure the highest hold. */
export function Pareto({ plan, onChange, vocabulary, mistakes }: PlanProps<PlanOf<'pareto'>>) {
  const { t } = useTranslation('segments')
  return (
    <>
      <ValueField label={t('tiers.edit.measure')} path="plan.measure" hint={t('plan.formula')} value={plan.measure} onChange={(measure) => onChange({ ...plan, measure })} vocabulary={vocabulary} mistakes={mistakes} />
      <CellRows path="plan.classes" cells={plan.classes} least={2} mistakes={mistakes} onChange={(classes) => onChange({ ...plan, classes })} fresh={() => ({ code: freshCode(plan.classes.map(({ code }) => code), 'P'), name: { zh: '' }, share: 1 })}>
        {(one, at, change) => <NumberField label={t('tiers.edit.upToShare')} path={`plan.classes[${at}].share`} mistakes={mistakes} percent min={0.01} max={1} value={one.share} onChange={(share) => change({ share: share ?? 1 })} />}
      </CellRows>
    </>
  )
}

const AXES = ['recency', 'frequency', 'monetary'] as const
const START_CUT = { recency: 30, frequency: 5, monetary: 10_000 } as const

/** Recency, frequency and money of any event over any window. */
export function Rfm({ plan, onChange, vocabulary, mistakes }: PlanProps<PlanOf<'rfm'>>) {
  const { t } = useTranslation('segments')
  const { cut } = plan
  const choose = (way: 'median' | 'quintile' | 'fixed') => onChange({ ...plan, cut: way === 'fixed' ? { ...START_CUT, monetary: START_CUT.monetary * unitOf(plan.monetary, vocabulary).times } : way })
  return (
    <>
      {AXES.map((axis) => (
        <ValueField key={axis} label={t(`tiers.edit.${axis}`)} path={`plan.${axis}`} hint={t('plan.formula')} value={plan[axis]} onChange={(value) => onChange({ ...plan, [axis]: value })} vocabulary={vocabulary} mistakes={mistakes} />
      ))}
      <Field label={t('tiers.edit.cut')} path="plan.cut" mistakes={mistakes}>
        {(id) => <Select id={id} value={typeof cut === 'string' ? cut : 'fixed'} onChange={choose} options={(['median', 'quintile', 'fixed'] as const).map((value) => ({ value, label: t(`tiers.edit.cuts.${value}`) }))} />}
      </Field>
      {typeof cut !== 'string' &&
        AXES.map((axis) => (
          <BoundField key={axis} label={t('tiers.edit.cutOf', { axis: t(`tiers.edit.${axis}`) })} path={`plan.cut.${axis}`} mistakes={mistakes} of={plan[axis]} vocabulary={vocabulary} value={cut[axis]} onChange={(value) => onChange({ ...plan, cut: { ...cut, [axis]: value ?? 0 } })} />
        ))}
    </>
  )
}

function Axis({ axis, plan, onChange, vocabulary, mistakes }: PlanProps<PlanOf<'quadrant'>> & { readonly axis: 'x' | 'y' }) {
  const { t } = useTranslation('segments')
  const { value, cut, name } = plan[axis]
  const change = (part: Partial<typeof plan.x>) => onChange({ ...plan, [axis]: { ...plan[axis], ...part } })
  return (
    <div className="tier-axis">
      <NameLine label={t(`tiers.edit.axis.${axis}`)} path={`plan.${axis}.name`} mistakes={mistakes} value={name} onChange={(next) => change({ name: next ?? { zh: '' } })} />
      <ValueField label={t('tiers.edit.measure')} path={`plan.${axis}.value`} hint={t('plan.formula')} value={value} onChange={(next) => change({ value: next })} vocabulary={vocabulary} mistakes={mistakes} />
      <Field label={t('tiers.edit.cut')} path={`plan.${axis}.cut`} mistakes={mistakes}>
        {(id) => <Select id={id} value={'at' in cut ? 'at' : 'quantile'} onChange={(way: 'at' | 'quantile') => change({ cut: way === 'at' ? { at: 0 } : { quantile: 0.5 } })} options={(['quantile', 'at'] as const).map((way) => ({ value: way, label: t(`tiers.edit.axisCut.${way}`) }))} />}
      </Field>
      {'at' in cut ? (
        <BoundField label={t('tiers.edit.cutAt')} path={`plan.${axis}.cut`} mistakes={[]} of={value} vocabulary={vocabulary} value={cut.at} onChange={(at) => change({ cut: { at: at ?? 0 } })} />
      ) : (
        <NumberField label={t('tiers.edit.cutQuantile')} path={`plan.${axis}.cut`} mistakes={[]} percent min={0.01} max={0.99} value={cut.quantile} onChange={(quantile) => change({ cut: { quantile: quantile ?? 0.5 } })} />
      )}
    </div>
  )
}

const CORNERS = ['hh', 'hl', 'lh', 'll'] as const

/** Two axes, each cut once, and the names and moves of the four cells. */
export function Quadrant(props: PlanProps<PlanOf<'quadrant'>>) {
  const { plan, onChange, mistakes } = props
  const { t } = useTranslation('segments')
  const advise = (corner: (typeof CORNERS)[number], text: (typeof plan.cells)['hh'] | undefined) => {
    const advice = defined<NonNullable<typeof plan.advice>>({ ...plan.advice, [corner]: text })
    onChange(defined<typeof plan>({ ...plan, advice: Object.keys(advice).length === 0 ? undefined : advice }))
  }
  return (
    <>
      <Axis {...props} axis="x" />
      <Axis {...props} axis="y" />
      {CORNERS.map((corner) => (
        <div key={corner} className="tier-axis">
          <NameLine label={t(`tiers.edit.corner.${corner}`)} path={`plan.cells.${corner}`} mistakes={mistakes} value={plan.cells[corner]} onChange={(next) => onChange({ ...plan, cells: { ...plan.cells, [corner]: next ?? { zh: '' } } })} />
          <NameLine label={t('tiers.advice')} path={`plan.advice.${corner}`} mistakes={mistakes} value={plan.advice?.[corner]} onChange={(next) => advise(corner, next)} />
        </div>
      ))}
    </>
  )
}
