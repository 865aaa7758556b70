import { BLOCK, fillBlock, type Design } from './design.js'
import type { Family } from './family.js'
import { addProducts, mirror } from './gram.js'

/** Rows whose sums are one partial sum: partials are added in order, so any number of threads gives the same bits. */
export const CHUNK = 8192

/** A pass over the rows at some coefficients. */
export interface Pass {
  /** Weighted negative log-likelihood. */
  readonly loss: number
  /** Its downhill slope: sum of weight × (label - mean) × term. */
  readonly slope: Float64Array
  /** Its curvature, where asked for. */
  readonly curvature: Float64Array | null
}

export interface PassInput {
  readonly design: Design
  readonly family: Family
  readonly label: Float64Array
  readonly weights: Float64Array
  /** Rows looked at, all when absent. */
  readonly sample?: Uint32Array
}

/** Loss, slope and (when `curved`) curvature at coefficients of the standardised terms. */
export function passOver(input: PassInput, coefficients: Float64Array, curved: boolean): Pass {
  const { width } = input.design
  const rows = input.sample?.length ?? input.design.rows
  const slope = new Float64Array(width)
  const curvature = curved ? new Float64Array(width * width) : null
  const room = roomOf(width)
  let loss = 0
  for (let start = 0; start < rows; start += CHUNK) {
    const part = {
      slope: new Float64Array(width),
      curvature: curved ? new Float64Array(width * width) : null,
    }
    loss += passChunk(input, coefficients, start, Math.min(rows, start + CHUNK), room, part)
    add(slope, part.slope)
    if (curvature !== null && part.curvature !== null) add(curvature, part.curvature)
  }
  if (curvature !== null) mirror(curvature, width)
  return { loss, slope, curvature }
}

interface Room {
  readonly block: Float64Array
  readonly weighted: Float64Array
  readonly eta: Float64Array
  readonly label: Float64Array
  readonly weight: Float64Array
  readonly residual: Float64Array
  readonly curve: Float64Array
}

function roomOf(width: number): Room {
  const line = () => new Float64Array(BLOCK)
  return {
    block: new Float64Array(width * BLOCK),
    weighted: new Float64Array(width * BLOCK),
    eta: line(),
    label: line(),
    weight: line(),
    residual: line(),
    curve: line(),
  }
}

function passChunk(
  input: PassInput,
  coefficients: Float64Array,
  start: number,
  end: number,
  room: Room,
  part: { slope: Float64Array; curvature: Float64Array | null },
): number {
  const { design, family, sample } = input
  let loss = 0
  for (let from = start; from < end; from += BLOCK) {
    const count = Math.min(BLOCK, end - from)
    fillBlock(design, room.block, from, count, sample)
    for (let at = 0; at < count; at += 1) {
      const row = sample === undefined ? from + at : (sample[from + at] as number)
      room.label[at] = input.label[row] as number
      room.weight[at] = input.weights[row] as number
    }
    predict(room.block, coefficients, room.eta, count)
    loss += family.work(room.eta, room.label, room.weight, count, room.residual, room.curve)
    addSlopes(part.slope, room.block, room.residual, count)
    if (part.curvature === null) continue
    weigh(room.weighted, room.block, room.curve, design.width, count)
    addProducts(part.curvature, room.weighted, room.block, design.width, count)
  }
  return loss
}

/** Linear predictor of a block, four terms at a time. */
export function predict(
  block: Float64Array,
  coefficients: Float64Array,
  eta: Float64Array,
  count: number,
): void {
  eta.fill(0, 0, count)
  const whole = coefficients.length - (coefficients.length % 4)
  for (let term = 0; term < whole; term += 4) {
    const a = coefficients[term] as number
    const b = coefficients[term + 1] as number
    const c = coefficients[term + 2] as number
    const d = coefficients[term + 3] as number
    const start = term * BLOCK
    for (let at = start; at < start + count; at += 1) {
      const first = a * (block[at] as number) + b * (block[at + BLOCK] as number)
      const second = c * (block[at + 2 * BLOCK] as number) + d * (block[at + 3 * BLOCK] as number)
      eta[at - start] = (eta[at - start] as number) + (first + second)
    }
  }
  for (let term = whole; term < coefficients.length; term += 1) {
    const coefficient = coefficients[term] as number
    const start = term * BLOCK
    for (let at = 0; at < count; at += 1) {
      eta[at] = (eta[at] as number) + coefficient * (block[start + at] as number)
    }
  }
}

/** Adds the products of every term with a residual, four terms at a time. */
export function addSlopes(
  slope: Float64Array,
  block: Float64Array,
  residual: Float64Array,
  count: number,
): void {
  const whole = slope.length - (slope.length % 4)
  for (let term = 0; term < whole; term += 4) {
    const start = term * BLOCK
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let at = 0; at < count; at += 1) {
      const r = residual[at] as number
      a += r * (block[start + at] as number)
      b += r * (block[start + BLOCK + at] as number)
      c += r * (block[start + 2 * BLOCK + at] as number)
      d += r * (block[start + 3 * BLOCK + at] as number)
    }
    slope[term] = (slope[term] as number) + a
    slope[term + 1] = (slope[term + 1] as number) + b
    slope[term + 2] = (slope[term + 2] as number) + c
    slope[term + 3] = (slope[term + 3] as number) + d
  }
  for (let term = whole; term < slope.length; term += 1) {
    const start = term * BLOCK
    let sum = 0
    for (let at = 0; at < count; at += 1) sum += (block[start + at] as number) * (residual[at] as number)
    slope[term] = (slope[term] as number) + sum
  }
}

/** Copies a block with every row multiplied by its curve. */
export function weigh(
  weighted: Float64Array,
  block: Float64Array,
  curve: Float64Array,
  width: number,
  count: number,
): void {
  for (let term = 0; term < width; term += 1) {
    const start = term * BLOCK
    for (let at = 0; at < count; at += 1) {
      weighted[start + at] = (block[start + at] as number) * (curve[at] as number)
    }
  }
}

export function add(into: Float64Array, part: Float64Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = (into[at] as number) + (part[at] as number)
}
