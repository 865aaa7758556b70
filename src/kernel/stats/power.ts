import { normalCdf, normalQuantile } from './distribution.js'

export interface PowerOptions {
  /** Two-sided significance level. Default 0.05. */
  readonly alpha?: number
  /** Default 0.8. */
  readonly power?: number
}

export interface DesignArm {
  readonly n: number
  readonly rate: number
}

/**
 * Power of the two-sided pooled z test of two proportions, the far tail left out; sizes may differ.
 * Fleiss, Levin & Paik 2003, section 4.2; the formula of R's power.prop.test when sizes are equal.
 */
export function powerOfProportions(arm: DesignArm, control: DesignArm, options: PowerOptions = {}): number {
  const z = normalQuantile(1 - (options.alpha ?? 0.05) / 2)
  const pooled = (arm.n * arm.rate + control.n * control.rate) / (arm.n + control.n)
  const underNull = Math.sqrt(pooled * (1 - pooled) * (1 / arm.n + 1 / control.n))
  const underEffect = Math.sqrt(
    (arm.rate * (1 - arm.rate)) / arm.n + (control.rate * (1 - control.rate)) / control.n,
  )
  return normalCdf((Math.abs(arm.rate - control.rate) - z * underNull) / underEffect)
}

export interface SampleSizeDesign extends PowerOptions {
  /** Rate expected in control. */
  readonly baseline: number
  /** Absolute difference to be found, of either sign. */
  readonly effect: number
  /** Units in the arm for one unit in control. Default 1. */
  readonly ratio?: number
}

export interface SampleSize {
  readonly arm: number
  readonly control: number
}

const MAX_UNITS = 1e12

/**
 * The smallest sizes that reach the power; null when no size up to 10^12 does.
 * @throws RangeError unless both rates lie strictly between 0 and 1.
 */
export function sampleSize(design: SampleSizeDesign): SampleSize | null {
  const { baseline, effect, ratio = 1, power = 0.8 } = design
  checkRate(baseline)
  checkRate(baseline + effect)
  const sizes = (n: number): SampleSize => ({ control: n, arm: Math.ceil(n * ratio) })
  const reaches = (n: number) =>
    powerOfProportions(
      { n: sizes(n).arm, rate: baseline + effect },
      { n: sizes(n).control, rate: baseline },
      design,
    ) >= power
  let high = 2
  while (high < MAX_UNITS && !reaches(high)) high *= 2
  if (!reaches(high)) return null
  let low = 1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (reaches(middle)) high = middle
    else low = middle
  }
  return sizes(high)
}

function checkRate(rate: number): void {
  if (!(rate > 0 && rate < 1)) throw new RangeError(`not a rate: ${rate}`)
}

/**
 * The smallest rise of the rate over the baseline that sizes can find; null when not even a rise to almost 1 can be.
 * @throws RangeError unless the baseline lies strictly between 0 and 1.
 */
export function minimumDetectableEffect(
  sizes: SampleSize,
  baseline: number,
  options: PowerOptions = {},
): number | null {
  checkRate(baseline)
  const powerAt = (effect: number) =>
    powerOfProportions(
      { n: sizes.arm, rate: baseline + effect },
      { n: sizes.control, rate: baseline },
      options,
    )
  const wanted = options.power ?? 0.8
  let high = (1 - baseline) * (1 - 1e-9)
  if (powerAt(high) < wanted) return null
  let low = 0
  for (let round = 0; round < 100; round++) {
    const middle = (low + high) / 2
    if (powerAt(middle) < wanted) low = middle
    else high = middle
  }
  return high
}
