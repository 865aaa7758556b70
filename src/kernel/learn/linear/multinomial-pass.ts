import { BLOCK, fillBlock, type Design } from './design.js'
import { addProducts } from './gram.js'
import { add, addSlopes, CHUNK, predict, weigh, type Pass } from './pass.js'

export interface ClassInput {
  readonly design: Design
  /** Class of each row, from 0. */
  readonly label: Int32Array
  readonly classes: number
  readonly weights: Float64Array
}

interface Room {
  readonly block: Float64Array
  readonly weighted: Float64Array
  /** Predictors, then probabilities: class after class, `BLOCK` apart. */
  readonly shares: Float64Array
  readonly residual: Float64Array
  readonly curve: Float64Array
}

/** Loss, slope and curvature of the softmax model; coefficients stand class after class. Sums go by fixed chunks of rows. */
export function multinomialPass(input: ClassInput, coefficients: Float64Array, curved: boolean): Pass {
  const { design, classes } = input
  const size = design.width * classes
  const room: Room = {
    block: new Float64Array(design.width * BLOCK),
    weighted: new Float64Array(design.width * BLOCK),
    shares: new Float64Array(classes * BLOCK),
    residual: new Float64Array(BLOCK),
    curve: new Float64Array(BLOCK),
  }
  const slope = new Float64Array(size)
  const pairs = curved ? pairsOf(classes, design.width) : null
  let loss = 0
  for (let start = 0; start < design.rows; start += CHUNK) {
    const part = new Float64Array(size)
    const partPairs = curved ? pairsOf(classes, design.width) : null
    for (let from = start; from < Math.min(start + CHUNK, design.rows); from += BLOCK) {
      const count = Math.min(BLOCK, design.rows - from)
      loss += passBlock(input, coefficients, from, count, room, part)
      if (partPairs !== null) addCurves(input, from, count, room, partPairs)
    }
    add(slope, part)
    pairs?.forEach((pair, at) => add(pair, partPairs?.[at] as Float64Array))
  }
  return { loss, slope, curvature: pairs === null ? null : assemble(pairs, input) }
}

function pairsOf(classes: number, width: number): Float64Array[] {
  return Array.from({ length: (classes * (classes + 1)) / 2 }, () => new Float64Array(width * width))
}

function passBlock(
  input: ClassInput,
  coefficients: Float64Array,
  from: number,
  count: number,
  room: Room,
  slope: Float64Array,
): number {
  const { design, classes, label, weights } = input
  const { width } = design
  fillBlock(design, room.block, from, count)
  for (let k = 0; k < classes; k += 1) {
    predict(
      room.block,
      coefficients.subarray(k * width, (k + 1) * width),
      room.shares.subarray(k * BLOCK, (k + 1) * BLOCK),
      count,
    )
  }
  let loss = 0
  for (let at = 0; at < count; at += 1) {
    loss += (weights[from + at] as number) * softmaxAt(room.shares, at, classes, label[from + at] as number)
  }
  for (let k = 0; k < classes; k += 1) {
    for (let at = 0; at < count; at += 1) {
      const hit = label[from + at] === k ? 1 : 0
      room.residual[at] = (weights[from + at] as number) * (hit - (room.shares[k * BLOCK + at] as number))
    }
    addSlopes(slope.subarray(k * width, (k + 1) * width), room.block, room.residual, count)
  }
  return loss
}

/** Turns the predictors of one row into probabilities; gives back the log loss of its class. */
function softmaxAt(shares: Float64Array, at: number, classes: number, own: number): number {
  let top = Number.NEGATIVE_INFINITY
  for (let k = 0; k < classes; k += 1) top = Math.max(top, shares[k * BLOCK + at] as number)
  const score = shares[own * BLOCK + at] as number
  let total = 0
  for (let k = 0; k < classes; k += 1) {
    const value = Math.exp((shares[k * BLOCK + at] as number) - top)
    shares[k * BLOCK + at] = value
    total += value
  }
  for (let k = 0; k < classes; k += 1) shares[k * BLOCK + at] = (shares[k * BLOCK + at] as number) / total
  return Math.log(total) + top - score
}

function addCurves(input: ClassInput, from: number, count: number, room: Room, pairs: Float64Array[]): void {
  const { classes, weights, design } = input
  let pair = 0
  for (let k = 0; k < classes; k += 1) {
    for (let l = k; l < classes; l += 1) {
      for (let at = 0; at < count; at += 1) {
        const other = room.shares[l * BLOCK + at] as number
        const share = room.shares[k * BLOCK + at] as number
        room.curve[at] = (weights[from + at] as number) * share * ((k === l ? 1 : 0) - other)
      }
      weigh(room.weighted, room.block, room.curve, design.width, count)
      addProducts(pairs[pair] as Float64Array, room.weighted, room.block, design.width, count)
      pair += 1
    }
  }
}

/**
 * The whole curvature from its class pairs. The same number added to a coefficient of every class changes nothing, so a
 * trace of damping keeps the steps finite; the slope has no part in that direction and the minimum stays where it is.
 */
function assemble(pairs: readonly Float64Array[], input: ClassInput): Float64Array {
  const { classes, design } = input
  const { width } = design
  const size = classes * width
  const whole = new Float64Array(size * size)
  let pair = 0
  for (let k = 0; k < classes; k += 1) {
    for (let l = k; l < classes; l += 1) {
      place(whole, pairs[pair] as Float64Array, k * width, l * width, width, size)
      pair += 1
    }
  }
  for (let at = 0; at < size; at += 1) {
    whole[at * size + at] = (whole[at * size + at] as number) * (1 + 1e-6)
  }
  return whole
}

function place(
  whole: Float64Array,
  part: Float64Array,
  down: number,
  across: number,
  width: number,
  size: number,
): void {
  for (let i = 0; i < width; i += 1) {
    for (let j = 0; j < width; j += 1) {
      const value = part[Math.min(i, j) * width + Math.max(i, j)] as number
      whole[(down + i) * size + across + j] = value
      whole[(across + j) * size + down + i] = value
    }
  }
}
