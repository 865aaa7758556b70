/** Arms as the form keeps them: shares in percent, so that 90 and 10 add up exactly. */
export interface ArmValues {
  readonly key: string
  readonly zh: string
  readonly en: string
  readonly percent: number
  readonly control: boolean
}

interface SharedArm {
  readonly key: string
  readonly share: number
  readonly control: boolean
}

const HUNDREDTHS = 100

/** Percent with two decimals, free of binary noise. */
export const roundPercent = (percent: number): number => Math.round(percent * HUNDREDTHS) / HUNDREDTHS

export const sumOfPercents = (arms: readonly { readonly percent: number }[]): number =>
  roundPercent(arms.reduce((sum, { percent }) => sum + percent, 0))

/** 90 → 0.9, so that the shares of arms adding to 100 add to 1 within the server's tolerance. */
export const toShare = (percent: number): number => Number((percent / 100).toFixed(6))

/** Sets control to a percentage; the other arms divide the rest as they did before. */
export function withControlPercent(arms: readonly ArmValues[], control: number): readonly ArmValues[] {
  const treated = arms.filter((arm) => !arm.control)
  const before = sumOfPercents(treated)
  const rest = roundPercent(100 - control)
  let left = rest
  return arms.map((arm) => {
    if (arm.control) return { ...arm, percent: roundPercent(control) }
    const isLast = arm.key === treated.at(-1)?.key
    const part = before === 0 ? rest / treated.length : (rest * arm.percent) / before
    const percent = isLast ? roundPercent(left) : roundPercent(part)
    left -= percent
    return { ...arm, percent }
  })
}

/** An arm's key that is not taken yet: `t2`, `t3`, … */
export function freeArmKey(arms: readonly { readonly key: string }[]): string {
  let at = arms.length
  while (arms.some(({ key }) => key === `t${at}`)) at += 1
  return `t${at}`
}

/** Customers of a list that fall to treated arms and to control by design. */
export function designedSplit(n: number, arms: readonly SharedArm[]): { readonly treated: number; readonly control: number } {
  const share = arms.filter((arm) => arm.control).reduce((sum, arm) => sum + arm.share, 0)
  const control = Math.round(n * share)
  return { treated: n - control, control }
}

/** Customers of a list that were drawn to treated arms and to control. */
export function drawnSplit(counts: Readonly<Record<string, number>>, arms: readonly SharedArm[]): { readonly treated: number; readonly control: number } {
  const of = (control: boolean) => arms.filter((arm) => arm.control === control).reduce((sum, { key }) => sum + (counts[key] ?? 0), 0)
  return { treated: of(false), control: of(true) }
}
