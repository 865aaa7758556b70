import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleDocument } from '#kernel/rule'
import { Field, NumberField } from '../../../../ui/form/Field.js'
import { defined } from '../../../../ui/form/defined.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { CellRows } from './CellRows.js'
import { NameLine } from './NameLine.js'
import type { PlanOf, PlanProps } from './plan-props.js'
import { freshCode } from './plan-start.js'
import { RetentionFirst } from './RetentionFirst.js'
import { RuleField } from './RuleField.js'

const ALWAYS: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }
const MOST_DAYS = 3660

interface Name {
  zh: string
  en?: string | undefined
}

interface Ruled {
  readonly code: string
  readonly name: Name
  readonly when: RuleDocument
  readonly advice?: Name | undefined
}

interface CasesProps<Cell extends Ruled> extends Pick<PlanProps, 'vocabulary' | 'mistakes'> {
  readonly path: string
  readonly letter: string
  readonly cells: readonly Cell[]
  readonly onChange: (cells: Cell[]) => void
  readonly least: number
  readonly more?: (cell: Cell, at: number, change: (part: Partial<Cell>) => void) => ReactNode
}

function Cases<Cell extends Ruled>({ path, letter, cells, onChange, vocabulary, mistakes, least, more }: CasesProps<Cell>) {
  const { t } = useTranslation('segments')
  const keep = (next: Cell[]) => onChange(next.map((cell) => defined<Cell>(cell)))
  return (
    <CellRows path={path} cells={cells} least={least} mistakes={mistakes} onChange={keep} fresh={() => ({ code: freshCode(cells.map(({ code }) => code), letter), name: { zh: '' }, when: ALWAYS }) as unknown as Cell}>
      {(cell, at, change) => (
        <>
          <RuleField label={t('tiers.edit.when')} path={`${path}[${at}].when`} rule={cell.when} onChange={(when) => change({ when } as Partial<Cell>)} vocabulary={vocabulary} mistakes={mistakes} />
          {more?.(cell, at, change)}
          <NameLine label={t('tiers.advice')} path={`${path}[${at}].advice`} mistakes={mistakes} value={cell.advice} onChange={(advice) => change({ advice } as Partial<Cell>)} />
        </>
      )}
    </CellRows>
  )
}

type Otherwise = PlanOf<'causes'>['otherwise']

function Else({ otherwise, onChange, mistakes }: { readonly otherwise: Otherwise; readonly onChange: (otherwise: Otherwise) => void } & Pick<PlanProps, 'mistakes'>) {
  const { t } = useTranslation('segments')
  return (
    <>
      <p className="soft">{t('tiers.edit.otherwise')}</p>
      <CellRows path="plan.otherwise" cells={[otherwise]} mistakes={mistakes} onChange={([next]) => onChange(defined<Otherwise>(next ?? otherwise))}>
        {(cell, _, change) => <NameLine label={t('tiers.advice')} path="plan.otherwise.advice" mistakes={mistakes} value={cell.advice} onChange={(advice) => change({ advice })} />}
      </CellRows>
    </>
  )
}

type State = PlanOf<'lifecycle'>['states'][number]

interface EntryProps extends Pick<PlanProps, 'mistakes'> {
  readonly path: string
  readonly plan: PlanOf<'lifecycle'>
  readonly state: State
  readonly change: (part: Partial<State>) => void
}

/** How a state is entered: after how many days, from which states, and how long one may stay then. */
function Entry({ path, plan, state, change, mistakes }: EntryProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const others = [...plan.states, plan.otherwise].filter(({ code }) => code !== state.code)
  const whole = (days: number | undefined) => (days === undefined ? undefined : Math.round(days))
  return (
    <div className="tier-state">
      <NumberField label={t('plan.hold')} hint={t('plan.holdHint')} path={`${path}.hold`} mistakes={mistakes} min={0} max={MOST_DAYS} value={state.hold} onChange={(days) => change({ hold: whole(days) })} />
      <Field label={t('plan.onlyFrom')} path={`${path}.from`} mistakes={mistakes}>
        {(id) => (
          <Select<string[]>
            id={id}
            mode="multiple"
            placeholder={t('plan.anywhere')}
            value={state.from ?? []}
            options={others.map(({ code, name }) => ({ value: code, label: `${say(name)} · ${code}` }))}
            onChange={(from) => change(from.length === 0 ? { from: undefined, most: undefined } : { from })}
          />
        )}
      </Field>
      {state.from !== undefined && <NumberField label={t('plan.most')} hint={t('plan.mostHint')} path={`${path}.most`} mistakes={mistakes} min={0} max={MOST_DAYS} value={state.most} onChange={(days) => change({ most: whole(days) })} />}
    </div>
  )
}

/** States in the order they are asked, with how each is entered. */
export function Lifecycle({ plan, onChange, vocabulary, mistakes }: PlanProps<PlanOf<'lifecycle'>>) {
  const { t } = useTranslation('segments')
  return (
    <>
      <NumberField label={t('tiers.edit.hysteresis')} hint={t('tiers.edit.hysteresisHint')} path="plan.hysteresis" mistakes={mistakes} min={0} max={MOST_DAYS} value={plan.hysteresis} onChange={(days) => onChange({ ...plan, hysteresis: Math.round(days ?? 0) })} />
      <p className="soft">{t('tiers.edit.inOrder')}</p>
      <Cases path="plan.states" letter="L" least={1} cells={plan.states} onChange={(states) => onChange({ ...plan, states })} vocabulary={vocabulary} mistakes={mistakes} more={(state, at, change) => <Entry path={`plan.states[${at}]`} plan={plan} state={state} change={change} mistakes={mistakes} />} />
      <Else otherwise={plan.otherwise} onChange={(otherwise) => onChange({ ...plan, otherwise })} mistakes={mistakes} />
    </>
  )
}

/** Stages in order, and the cell of who meets none. */
export function Funnel({ plan, onChange, vocabulary, mistakes }: PlanProps<PlanOf<'funnel'>>) {
  const { t } = useTranslation('segments')
  return (
    <>
      <Cases path="plan.stages" letter="S" least={2} cells={plan.stages} onChange={(stages) => onChange({ ...plan, stages })} vocabulary={vocabulary} mistakes={mistakes} />
      <RetentionFirst plan={plan} onChange={onChange} mistakes={mistakes} />
      <p className="soft">{t('plan.none')}</p>
      <CellRows path="plan.none" cells={[plan.none]} mistakes={mistakes} onChange={([none]) => onChange({ ...plan, none: none ?? plan.none })} />
    </>
  )
}

/** Causes in the order they are asked. */
export function Causes({ plan, onChange, vocabulary, mistakes }: PlanProps<PlanOf<'causes'>>) {
  const { t } = useTranslation('segments')
  return (
    <>
      <p className="soft">{t('tiers.edit.inOrder')}</p>
      <Cases path="plan.cases" letter="C" least={1} cells={plan.cases} onChange={(cases) => onChange({ ...plan, cases })} vocabulary={vocabulary} mistakes={mistakes} />
      <Else otherwise={plan.otherwise} onChange={(otherwise) => onChange({ ...plan, otherwise })} mistakes={mistakes} />
    </>
  )
}
