import { MONTHS } from '../calendar.js'

/** Monthly returns by risk level R1 to R5 in an ordinary month, and what R4 and R5 did in the months of the rally and after. */
const ORDINARY = [0.0015, 0.0022, 0.0028, 0.002, 0.002]
const SHOCKS: Readonly<Record<number, readonly number[]>> = {
  1: [0, 0, -0.006, -0.035, -0.06], 9: [0, -0.001, 0.02, 0.11, 0.19], 10: [0, -0.003, 0.004, 0.02, 0.05], 13: [0, 0, -0.004, -0.02, -0.03],
  16: [0, 0.001, -0.008, -0.03, -0.05], 20: [0, -0.006, 0.005, 0.04, 0.07],
}

/** Price indices by risk level: R1's months 0 to 24, then R2's, … */
export const PRICES: readonly number[] = ORDINARY.flatMap((usual, level) => {
  let index = 1
  return Array.from({ length: MONTHS + 1 }, (_, month) => {
    if (month > 0) index *= 1 + usual + (SHOCKS[month]?.[level] ?? 0)
    return Math.round(index * 1e6) / 1e6
  })
})
export const TIME_RATES: readonly (readonly [months: number, rate: number])[] = [[3, 0.0115], [6, 0.0135], [12, 0.0155], [36, 0.021]]
