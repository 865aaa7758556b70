import { BLOCK, fillBlock, type Design } from '../linear/design.js'
import { mirror } from '../linear/gram.js'
import { predict, type Pass } from '../linear/pass.js'

/** Rows of a Cox model by falling time. */
export interface RiskSets {
  readonly design: Design
  readonly order: Uint32Array
  readonly time: ArrayLike<number>
  readonly event: ArrayLike<number>
  readonly weights: Float64Array
}

/** Sums over those at risk, and over those of them whose event falls at the present time. */
interface Sums {
  readonly size: number
  risk: number
  readonly risk1: Float64Array
  readonly risk2: Float64Array | null
  tied: number
  tiedWeight: number
  tiedRows: number
  readonly tied1: Float64Array
  readonly tied2: Float64Array | null
}

interface Gathered {
  loss: number
  readonly slope: Float64Array
  readonly curvature: Float64Array | null
  /** Told the hazard at each event time, when wanted. */
  readonly hazard: ((time: number, hazard: number) => void) | null
}

/**
 * Negative partial log-likelihood of Cox 1972 with Efron's 1977 treatment of ties, its slope and curvature, walking once
 * from the longest time to the shortest. Coefficients are those of the design's terms (no constant). Weights as in R's
 * survival package: tied events share their mean weight.
 */
export function partialPass(
  sets: RiskSets,
  coefficients: Float64Array,
  curved: boolean,
  hazard: ((time: number, hazard: number) => void) | null = null,
): Pass {
  const { design, order } = sets
  const size = design.terms.length
  const sums = openSums(size, curved)
  const found: Gathered = {
    loss: 0,
    slope: new Float64Array(size),
    curvature: sums.risk2 === null ? null : new Float64Array(size * size),
    hazard,
  }
  const block = new Float64Array(design.width * BLOCK)
  const eta = new Float64Array(BLOCK)
  const whole = Float64Array.of(0, ...coefficients)
  const line = new Float64Array(size)
  let now = sets.time[order[0] as number] as number
  for (let from = 0; from < order.length; from += BLOCK) {
    const count = Math.min(BLOCK, order.length - from)
    fillBlock(design, block, from, count, order)
    predict(block, whole, eta, count)
    for (let at = 0; at < count; at += 1) {
      const row = order[from + at] as number
      const time = sets.time[row] as number
      if (time !== now) closeTime(sums, found, now)
      now = time
      for (let term = 0; term < size; term += 1) line[term] = block[(term + 1) * BLOCK + at] as number
      addRow(sums, found, line, eta[at] as number, sets.weights[row] as number, sets.event[row] === 1)
    }
  }
  closeTime(sums, found, now)
  if (found.curvature !== null) mirror(found.curvature, size)
  return { loss: found.loss, slope: found.slope, curvature: found.curvature }
}

function openSums(size: number, curved: boolean): Sums {
  const square = () => (curved ? new Float64Array(size * size) : null)
  return {
    size,
    risk: 0,
    risk1: new Float64Array(size),
    risk2: square(),
    tied: 0,
    tiedWeight: 0,
    tiedRows: 0,
    tied1: new Float64Array(size),
    tied2: square(),
  }
}

function addRow(
  sums: Sums,
  found: Gathered,
  line: Float64Array,
  eta: number,
  weight: number,
  event: boolean,
): void {
  if (weight === 0) return
  const risk = weight * Math.exp(eta)
  sums.risk += risk
  addOuter(sums.risk1, sums.risk2, line, risk)
  if (!event) return
  sums.tied += risk
  sums.tiedWeight += weight
  sums.tiedRows += 1
  addOuter(sums.tied1, sums.tied2, line, risk)
  found.loss -= weight * eta
  for (let term = 0; term < sums.size; term += 1) {
    found.slope[term] = (found.slope[term] as number) + weight * (line[term] as number)
  }
}

function addOuter(first: Float64Array, second: Float64Array | null, line: Float64Array, by: number): void {
  const size = line.length
  for (let i = 0; i < size; i += 1) {
    const part = by * (line[i] as number)
    first[i] = (first[i] as number) + part
    if (second === null) continue
    for (let j = i; j < size; j += 1) {
      second[i * size + j] = (second[i * size + j] as number) + part * (line[j] as number)
    }
  }
}

/** Takes the events of a time into the likelihood: the k-th of d ties leaves k/d of the tied risk out. */
function closeTime(sums: Sums, found: Gathered, time: number): void {
  const ties = sums.tiedRows
  if (ties === 0) return
  const weight = sums.tiedWeight / ties
  let hazard = 0
  for (let k = 0; k < ties; k += 1) {
    const share = k / ties
    const all = sums.risk - share * sums.tied
    found.loss += weight * Math.log(all)
    hazard += weight / all
    addTie(sums, found, share, all, weight)
  }
  found.hazard?.(time, hazard)
  sums.tied = 0
  sums.tiedWeight = 0
  sums.tiedRows = 0
  sums.tied1.fill(0)
  sums.tied2?.fill(0)
}

function addTie(sums: Sums, found: Gathered, share: number, all: number, weight: number): void {
  const { size, risk1, tied1, risk2, tied2 } = sums
  const { slope, curvature } = found
  for (let i = 0; i < size; i += 1) {
    const mean = ((risk1[i] as number) - share * (tied1[i] as number)) / all
    slope[i] = (slope[i] as number) - weight * mean
    if (curvature === null || risk2 === null || tied2 === null) continue
    for (let j = i; j < size; j += 1) {
      const other = ((risk1[j] as number) - share * (tied1[j] as number)) / all
      const both = ((risk2[i * size + j] as number) - share * (tied2[i * size + j] as number)) / all
      curvature[i * size + j] = (curvature[i * size + j] as number) + weight * (both - mean * other)
    }
  }
}
