import { sampleRatioCheck } from '#kernel/stats'
import type { ListArm, Purpose, WaterfallStep } from '../contract.js'

/** Steps that may take a customer out of a list, in order. */
export const exclusionSteps = ['DECEASED', 'MINOR', 'STAFF', 'ACCOUNT', 'CONSENT', 'DO_NOT_CONTACT', 'DNC_LIST', 'OTHER_LIST'] as const
export type ExclusionStep = (typeof exclusionSteps)[number]
export type StepStatus = WaterfallStep['status']

/** Which customer columns hold data at all for the bank. */
export interface KnownColumns {
  readonly deceased: boolean
  readonly minor: boolean
  readonly birth: boolean
  readonly staff: boolean
  readonly status: boolean
  readonly consent: boolean
  readonly doNotContact: boolean
}

/** A step without any data is not evaluated, and says so. */
export function stepStatuses(known: KnownColumns, purpose: Purpose): Readonly<Record<ExclusionStep, StepStatus>> {
  const of = (hasData: boolean): StepStatus => (hasData ? 'EVALUATED' : 'NOT_EVALUATED')
  return {
    DECEASED: of(known.deceased),
    MINOR: of(known.minor || known.birth),
    STAFF: of(known.staff),
    ACCOUNT: of(known.status),
    CONSENT: purpose === 'SERVICE' ? 'NOT_APPLICABLE' : of(known.consent),
    DO_NOT_CONTACT: of(known.doNotContact),
    DNC_LIST: 'EVALUATED',
    OTHER_LIST: 'EVALUATED',
  }
}

export interface Excluded {
  readonly step: string
  readonly reason: string
  readonly n: number
}

/** The waterfall from the rows that were written: every number links to them. */
export function waterfallOf(universe: number, excluded: readonly Excluded[], statuses: Readonly<Record<ExclusionStep, StepStatus>>): WaterfallStep[] {
  const steps: WaterfallStep[] = [{ step: 'UNIVERSE', status: 'EVALUATED', in: universe, out: 0, left: universe, reasons: [] }]
  let left = universe
  for (const step of exclusionSteps) {
    const reasons = excluded.filter((row) => row.step === step).map(({ reason, n }) => ({ reason, n }))
    const out = reasons.reduce((sum, { n }) => sum + n, 0)
    steps.push({ step, status: statuses[step], in: left, out, left: left - out, reasons })
    left -= out
  }
  steps.push({ step: 'ASSIGNED', status: 'EVALUATED', in: left, out: 0, left, reasons: [] })
  return steps
}

/** Sample-ratio check of the counts drawn; null when nothing was drawn. */
export function ratioOf(arms: readonly ListArm[], counts: Readonly<Record<string, number>>): { pValue: number; flagged: boolean } | null {
  const drawn = arms.map((arm) => counts[arm.key] ?? 0)
  if (arms.length < 2 || drawn.every((n) => n === 0)) return null
  const { pValue, flagged } = sampleRatioCheck(drawn, arms.map((arm) => arm.share))
  return { pValue, flagged }
}
