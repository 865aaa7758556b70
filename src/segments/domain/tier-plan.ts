import type { RuleDocument, ValueDocument } from '#kernel/rule'
import type { Tiering, TieringPlan } from '../contract-tiering.js'

/** What a plan computes of every customer: its axes, and the rules of its cells in order. */
export interface TierColumns {
  readonly values: readonly { readonly axis: string; readonly path: string; readonly value: ValueDocument }[]
  readonly rules: readonly { readonly path: string; readonly rule: RuleDocument }[]
}

/** Values and rules a plan needs, with their places in the definition. */
export function tierColumns(plan: TieringPlan): TierColumns {
  switch (plan.kind) {
    case 'pyramid':
    case 'pareto':
      return { values: [{ axis: 'measure', path: 'plan.measure', value: plan.measure }], rules: [] }
    case 'rfm':
      return { values: (['recency', 'frequency', 'monetary'] as const).map((axis) => ({ axis, path: `plan.${axis}`, value: plan[axis] })), rules: [] }
    case 'quadrant':
      return { values: (['x', 'y'] as const).map((axis) => ({ axis, path: `plan.${axis}.value`, value: plan[axis].value })), rules: [] }
    case 'lifecycle':
      return { values: [], rules: rulesAt('states', plan.states) }
    case 'funnel':
      return { values: [], rules: rulesAt('stages', plan.stages) }
    case 'causes':
      return { values: [], rules: rulesAt('cases', plan.cases) }
    case 'alike':
      return { values: plan.features.map(({ key, value }, at) => ({ axis: key, path: `plan.features[${at}].value`, value })), rules: [{ path: 'plan.seeds', rule: plan.seeds }, { path: 'plan.exclude.segments', rule: outOf(plan.exclude?.segments ?? []) }] }
  }
}

/** Members of any of these segments. */
function outOf(segments: readonly string[]): RuleDocument {
  const any = segments.map((segment) => ({ kind: 'inSegment', segment, version: 'latest' }) as const)
  return { v: 1, kind: 'rule', rule: any.length === 0 ? { kind: 'not', not: { kind: 'always' } } : { kind: 'any', any } }
}

function rulesAt(list: string, cases: readonly { readonly when: RuleDocument }[]): TierColumns['rules'] {
  return cases.map(({ when }, at) => ({ path: `plan.${list}[${at}].when`, rule: when }))
}

/** What money of a customer is counted: the one named, else the measure (it must be money, or there is none). */
export function moneyOf({ money, plan }: Pick<Tiering, 'money' | 'plan'>): ValueDocument | null {
  if (money !== undefined) return money
  if (plan.kind === 'pyramid' || plan.kind === 'pareto') return plan.measure
  return plan.kind === 'rfm' ? plan.monetary : null
}

/** The value shown of a member: the measure of a pyramid, the money of RFM, the first axis of quadrants, the likeness of look-alikes. */
export function measureAt({ kind }: TieringPlan): number | null {
  if (kind === 'rfm') return 2
  return kind === 'pyramid' || kind === 'pareto' || kind === 'quadrant' || kind === 'alike' ? 0 : null
}

/** A second value shown of a member: the frequency of RFM, the other axis of quadrants. */
export function secondAt({ kind }: TieringPlan): number | null {
  return kind === 'rfm' || kind === 'quadrant' ? 1 : null
}

interface Named {
  readonly code: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly advice?: { readonly zh: string; readonly en?: string | undefined } | undefined
}

const RFM: readonly Named[] = [
  { code: 'HHH', name: { zh: '重要价值', en: 'Champions' } },
  { code: 'LHH', name: { zh: '重要唤回', en: 'To be called back' } },
  { code: 'HLH', name: { zh: '重要发展', en: 'To be developed' } },
  { code: 'LLH', name: { zh: '重要挽留', en: 'To be retained' } },
  { code: 'HHL', name: { zh: '一般价值', en: 'Regulars' } },
  { code: 'LHL', name: { zh: '一般保持', en: 'To be kept' } },
  { code: 'HLL', name: { zh: '一般发展', en: 'Newly active' } },
  { code: 'LLL', name: { zh: '一般挽留', en: 'Slipping away' } },
]

const SEEDS: Named = { code: 'SEED', name: { zh: '种子客户', en: 'Seeds' } }
const REST: Named = { code: 'REST', name: { zh: '其余', en: 'The rest' } }
/** Only where a plan excludes somebody. */
const OUT: Named = { code: 'OUT', name: { zh: '排除', en: 'Excluded' } }

/** Cells of a plan in the order of their numbers. */
export function namedCells(plan: TieringPlan): readonly Named[] {
  switch (plan.kind) {
    case 'pyramid':
      return plan.tiers
    case 'pareto':
      return plan.classes
    case 'rfm':
      return RFM
    case 'quadrant':
      return (['ll', 'hl', 'lh', 'hh'] as const).map((corner) => ({ code: corner.toUpperCase(), name: plan.cells[corner], advice: plan.advice?.[corner] }))
    case 'lifecycle':
      return [...plan.states, plan.otherwise]
    case 'funnel':
      return [plan.none, ...plan.stages]
    case 'causes':
      return [...plan.cases, plan.otherwise]
    case 'alike':
      return [SEEDS, ...plan.bands, REST, ...(plan.exclude === undefined ? [] : [OUT])]
  }
}

/** Codes that are there twice, or are named and are no cell; tiers that do not rise; axes that are cut at nothing. */
export function planMistakes(plan: TieringPlan): { readonly code: 'TIERING_CODE_REPEATED' | 'TIERING_CODE_UNKNOWN' | 'TIERING_NOT_RISING'; readonly path: string; readonly params: Record<string, string> }[] {
  const codes = namedCells(plan).map(({ code }) => code)
  const repeated = codes.filter((code, at) => codes.indexOf(code) < at).map((code) => ({ code: 'TIERING_CODE_REPEATED' as const, path: 'plan', params: { cell: code } }))
  if (plan.kind === 'pyramid') return [...repeated, ...notRising(plan.tiers.slice(1).map(({ from }) => from), 'plan.tiers', 1)]
  if (plan.kind === 'pareto') return [...repeated, ...notRising(plan.classes.map(({ share }) => share), 'plan.classes', 0)]
  if (plan.kind === 'alike') return [...repeated, ...notRising(plan.bands.map(({ share }) => share), 'plan.bands', 0)]
  if (plan.kind === 'funnel') return [...repeated, ...stageUnknown(plan)]
  if (plan.kind !== 'lifecycle') return repeated
  const unknown = plan.states.flatMap(({ from = [] }, at) => from.filter((code) => !codes.includes(code)).map((code) => ({ code: 'TIERING_CODE_UNKNOWN' as const, path: `plan.states[${at}].from`, params: { cell: code } })))
  return [...repeated, ...unknown]
}

function stageUnknown({ stages, retentionFirst }: Extract<TieringPlan, { kind: 'funnel' }>) {
  if (retentionFirst === undefined || stages.some(({ code }) => code === retentionFirst.stage)) return []
  return [{ code: 'TIERING_CODE_UNKNOWN' as const, path: 'plan.retentionFirst.stage', params: { cell: retentionFirst.stage } }]
}

function notRising(values: readonly (number | null)[], path: string, first: number) {
  return values.flatMap((value, at) => {
    const before = at === 0 ? Number.NEGATIVE_INFINITY : (values[at - 1] ?? Number.NEGATIVE_INFINITY)
    return value !== null && value > before ? [] : [{ code: 'TIERING_NOT_RISING' as const, path: `${path}[${at + first}]`, params: {} }]
  })
}
