import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RuleDocument } from '#kernel/rule'
import type { TieringPlan } from '#segments/contract'
import type { Vocabulary } from '#tags/contract'
import type { DefinitionMistake } from '../../../../api/definitions.js'
import { Field, NumberField, TextField } from '../../../../ui/form/Field.js'
import { CellRows } from './CellRows.js'
import { freshCode } from './plan-start.js'
import { RuleField } from './RuleField.js'
import { isMoney, ValueField } from './ValueField.js'

type Of<Kind extends TieringPlan['kind']> = Extract<TieringPlan, { kind: Kind }>

interface Props<Plan extends TieringPlan = TieringPlan> {
  readonly plan: Plan
  readonly onChange: (plan: TieringPlan) => void
  readonly vocabulary: Vocabulary
  readonly mistakes: readonly DefinitionMistake[]
}

const CENTS = 100
const ALWAYS: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }

function Pyramid({ plan, onChange, vocabulary, mistakes }: Props<Of<'pyramid'>>) {
  const { t } = useTranslation('segments')
  const times = isMoney(plan.measure, vocabulary) ? CENTS : 1
  return (
    <>
      <ValueField label={t('tiers.edit.measure')} path="plan.measure" value={plan.measure} onChange={(measure) => onChange({ ...plan, measure })} vocabulary={vocabulary} mistakes={mistakes} />
      {'share' in plan.near && <NumberField label={t('tiers.near')} hint={t('tiers.nearHelp')} path="plan.near" mistakes={mistakes} percent min={0.01} max={0.99} value={plan.near.share} onChange={(share) => onChange({ ...plan, near: { share: share ?? 0.2 } })} />}
      <CellRows path="plan.tiers" cells={plan.tiers} least={2} mistakes={mistakes} onChange={(tiers) => onChange({ ...plan, tiers: tiers.map((tier, at) => (at === 0 ? { ...tier, from: null } : { ...tier, from: tier.from ?? 0 })) })} fresh={() => ({ code: freshCode(plan.tiers.map(({ code }) => code), 'T'), name: { zh: '' }, from: ((plan.tiers.at(-1)?.from ?? 0) || 1) * 2 })}>
        {(tier, at, change) => (at === 0 ? <p className="soft">{t('tiers.edit.lowest')}</p> : <NumberField label={t('tiers.edit.from')} path={`plan.tiers[${at}].from`} mistakes={mistakes} value={tier.from === null ? undefined : tier.from / times} onChange={(from) => change({ from: from === undefined ? null : Math.round(from * times) })} />)}
      </CellRows>
    </>
  )
}

function Pareto({ plan, onChange, vocabulary, mistakes }: Props<Of<'pareto'>>) {
  const { t } = useTranslation('segments')
  return (
    <>
      <ValueField label={t('tiers.edit.measure')} path="plan.measure" value={plan.measure} onChange={(measure) => onChange({ ...plan, measure })} vocabulary={vocabulary} mistakes={mistakes} />
      <CellRows path="plan.classes" cells={plan.classes} least={2} mistakes={mistakes} onChange={(classes) => onChange({ ...plan, classes })} fresh={() => ({ code: freshCode(plan.classes.map(({ code }) => code), 'P'), name: { zh: '' }, share: 1 })}>
        {(one, at, change) => <NumberField label={t('tiers.edit.upToShare')} path={`plan.classes[${at}].share`} mistakes={mistakes} percent min={0.01} max={1} value={one.share} onChange={(share) => change({ share: share ?? 1 })} />}
      </CellRows>
    </>
  )
}

function Rfm({ plan, onChange, vocabulary, mistakes }: Props<Of<'rfm'>>) {
  const { t } = useTranslation('segments')
  return (
    <>
      {(['recency', 'frequency', 'monetary'] as const).map((axis) => (
        <ValueField key={axis} label={t(`tiers.edit.${axis}`)} path={`plan.${axis}`} value={plan[axis]} onChange={(value) => onChange({ ...plan, [axis]: value })} vocabulary={vocabulary} mistakes={mistakes} />
      ))}
      <Field label={t('tiers.edit.cut')} path="plan.cut" mistakes={mistakes}>
        {(id) => <Select id={id} value={typeof plan.cut === 'string' ? plan.cut : 'fixed'} onChange={(cut: 'median' | 'quintile' | 'fixed') => onChange({ ...plan, cut: cut === 'fixed' ? { recency: 30, frequency: 5, monetary: 1_000_000 } : cut })} options={(['median', 'quintile', 'fixed'] as const).map((value) => ({ value, label: t(`tiers.edit.cuts.${value}`) }))} />}
      </Field>
      {typeof plan.cut !== 'string' && (['recency', 'frequency', 'monetary'] as const).map((axis) => {
        const times = isMoney(plan[axis], vocabulary) ? CENTS : 1
        const cut = plan.cut as Record<typeof axis, number>
        return <NumberField key={axis} label={t('tiers.edit.cutOf', { axis: t(`tiers.edit.${axis}`) })} path={`plan.cut.${axis}`} mistakes={mistakes} value={cut[axis] / times} onChange={(value) => onChange({ ...plan, cut: { ...cut, [axis]: (value ?? 0) * times } })} />
      })}
    </>
  )
}

function Quadrant({ plan, onChange, vocabulary, mistakes }: Props<Of<'quadrant'>>) {
  const { t } = useTranslation('segments')
  return (
    <>
      {(['x', 'y'] as const).map((axis) => {
        const { value, cut, name } = plan[axis]
        const times = isMoney(value, vocabulary) ? CENTS : 1
        const change = (part: Partial<typeof plan.x>) => onChange({ ...plan, [axis]: { ...plan[axis], ...part } })
        return (
          <div key={axis} className="tier-axis">
            <TextField label={t(`tiers.edit.axis.${axis}`)} path={`plan.${axis}.name`} mistakes={mistakes} most={100} value={name.zh} onChange={(zh) => change({ name: { ...name, zh: zh ?? '' } })} />
            <ValueField label={t('tiers.edit.measure')} path={`plan.${axis}.value`} value={value} onChange={(next) => change({ value: next })} vocabulary={vocabulary} mistakes={mistakes} />
            <Field label={t('tiers.edit.cut')} path={`plan.${axis}.cut`} mistakes={mistakes}>
              {(id) => <Select id={id} value={'at' in cut ? 'at' : 'quantile'} onChange={(way: 'at' | 'quantile') => change({ cut: way === 'at' ? { at: 0 } : { quantile: 0.5 } })} options={(['quantile', 'at'] as const).map((way) => ({ value: way, label: t(`tiers.edit.axisCut.${way}`) }))} />}
            </Field>
            {'at' in cut ? <NumberField label={t('tiers.edit.cutAt')} path={`plan.${axis}.cut`} mistakes={[]} value={cut.at / times} onChange={(at) => change({ cut: { at: (at ?? 0) * times } })} /> : <NumberField label={t('tiers.edit.cutQuantile')} path={`plan.${axis}.cut`} mistakes={[]} percent min={0.01} max={0.99} value={cut.quantile} onChange={(quantile) => change({ cut: { quantile: quantile ?? 0.5 } })} />}
          </div>
        )
      })}
      {(['hh', 'hl', 'lh', 'll'] as const).map((corner) => <TextField key={corner} label={t(`tiers.edit.corner.${corner}`)} path={`plan.cells.${corner}`} mistakes={mistakes} most={100} value={plan.cells[corner].zh} onChange={(zh) => onChange({ ...plan, cells: { ...plan.cells, [corner]: { ...plan.cells[corner], zh: zh ?? '' } } })} />)}
    </>
  )
}

interface Ruled {
  readonly code: string
  readonly name: { zh: string; en?: string | undefined }
  readonly when: RuleDocument
}

function Cases<Cell extends Ruled>({ path, letter, cells, onChange, vocabulary, mistakes, least }: { readonly path: string; readonly letter: string; readonly cells: readonly Cell[]; readonly onChange: (cells: Cell[]) => void; readonly least: number } & Pick<Props, 'vocabulary' | 'mistakes'>) {
  const { t } = useTranslation('segments')
  return (
    <CellRows path={path} cells={cells} least={least} mistakes={mistakes} onChange={onChange} fresh={() => ({ code: freshCode(cells.map(({ code }) => code), letter), name: { zh: '' }, when: ALWAYS }) as unknown as Cell}>
      {(cell, at, change) => <RuleField label={t('tiers.edit.when')} path={`${path}[${at}].when`} rule={cell.when} onChange={(when) => change({ when } as Partial<Cell>)} vocabulary={vocabulary} mistakes={mistakes} />}
    </CellRows>
  )
}

function Lifecycle({ plan, onChange, vocabulary, mistakes }: Props<Of<'lifecycle'>>) {
  const { t } = useTranslation('segments')
  return (
    <>
      <NumberField label={t('tiers.edit.hysteresis')} hint={t('tiers.edit.hysteresisHint')} path="plan.hysteresis" mistakes={mistakes} min={0} max={3660} value={plan.hysteresis} onChange={(days) => onChange({ ...plan, hysteresis: Math.round(days ?? 0) })} />
      <p className="soft">{t('tiers.edit.inOrder')}</p>
      <Cases path="plan.states" letter="L" least={1} cells={plan.states} onChange={(states) => onChange({ ...plan, states })} vocabulary={vocabulary} mistakes={mistakes} />
      <p className="soft">{t('tiers.edit.otherwise')}</p>
      <CellRows path="plan.otherwise" cells={[plan.otherwise]} mistakes={mistakes} onChange={([otherwise]) => onChange({ ...plan, otherwise: otherwise ?? plan.otherwise })} />
    </>
  )
}

/** What a plan is made of, by its kind. Look-alikes are made from a segment. */
export function PlanFields({ plan, ...props }: Props) {
  const { t } = useTranslation('segments')
  const { onChange, vocabulary, mistakes } = props
  switch (plan.kind) {
    case 'pyramid':
      return <Pyramid plan={plan} {...props} />
    case 'pareto':
      return <Pareto plan={plan} {...props} />
    case 'rfm':
      return <Rfm plan={plan} {...props} />
    case 'quadrant':
      return <Quadrant plan={plan} {...props} />
    case 'lifecycle':
      return <Lifecycle plan={plan} {...props} />
    case 'funnel':
      return <Cases path="plan.stages" letter="S" least={2} cells={plan.stages} onChange={(stages) => onChange({ ...plan, stages })} vocabulary={vocabulary} mistakes={mistakes} />
    case 'causes':
      return (
        <>
          <p className="soft">{t('tiers.edit.inOrder')}</p>
          <Cases path="plan.cases" letter="C" least={1} cells={plan.cases} onChange={(cases) => onChange({ ...plan, cases })} vocabulary={vocabulary} mistakes={mistakes} />
          <p className="soft">{t('tiers.edit.otherwise')}</p>
          <CellRows path="plan.otherwise" cells={[plan.otherwise]} mistakes={mistakes} onChange={([otherwise]) => onChange({ ...plan, otherwise: otherwise ?? plan.otherwise })} />
        </>
      )
    case 'alike':
      return null
  }
}
