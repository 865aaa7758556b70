import type { Evaluation } from '#review/contract'

export interface ArmValue {
  readonly arm: string
  /** Per cent, as people type it. */
  readonly percent: number | null
}

export interface EvaluationValues {
  readonly zh: string
  readonly en?: string
  readonly key: string
  readonly of: 'campaign' | 'strategy'
  readonly subject: string
  readonly list?: string
  readonly arms: readonly ArmValue[]
  readonly control: string
  readonly metrics: readonly string[]
  readonly by?: readonly string[]
  readonly segment?: string
  readonly windowDays?: number | null
}

export const startValues: Pick<EvaluationValues, 'of' | 'arms' | 'control' | 'metrics' | 'by'> = {
  of: 'campaign',
  arms: [
    { arm: 'T', percent: 50 },
    { arm: 'C', percent: 50 },
  ],
  control: 'C',
  metrics: [],
  by: [],
}

/** The shares of the arms together, in per cent. */
export const sumOf = (arms: readonly ArmValue[]): number => arms.reduce((sum, { percent }) => sum + (percent ?? 0), 0)

export const isHundred = (arms: readonly ArmValue[]): boolean => Math.abs(sumOf(arms) - 100) < 0.01

const filled = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? undefined : trimmed
}

function ofWhat({ of, subject, list }: EvaluationValues): Evaluation['of'] {
  const named = filled(list)
  if (of === 'campaign') return { campaign: subject.trim() }
  return { strategy: subject.trim(), ...(named === undefined ? {} : { list: named }) }
}

/** What the form sends: a definition with its key and name. */
export function toCreate(values: EvaluationValues) {
  const { zh, en, key, arms, control, metrics, by = [], segment, windowDays } = values
  const english = filled(en)
  const body: Evaluation = {
    of: ofWhat(values),
    control: control.trim(),
    shares: Object.fromEntries(arms.map(({ arm, percent }) => [arm.trim(), (percent ?? 0) / 100])),
    metrics: [...metrics],
    by: [...by],
    ...(filled(segment) === undefined ? {} : { segment: filled(segment) }),
    ...(windowDays === undefined || windowDays === null ? {} : { windowDays }),
  }
  return { key: key.trim(), name: { zh: zh.trim(), ...(english === undefined ? {} : { en: english }) }, body }
}
