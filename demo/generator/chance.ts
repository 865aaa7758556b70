import { murmurHash3_32 } from '#kernel/id'
import { param, sql, type Sql } from '#kernel/sql'

/** Chance as a function of (seed, stream, ids): the same everywhere and every time; no generator state, no order. */
export interface Chance {
  /** Uniform on (0, 1). Streams are independent by name; `ids` tell draws of one stream apart. */
  readonly uniform: (stream: string, ...ids: readonly Sql[]) => Sql
  /** Standard normal (Box and Muller 1958). */
  readonly normal: (stream: string, ...ids: readonly Sql[]) => Sql
  /** Exponential with mean 1. */
  readonly exponential: (stream: string, ...ids: readonly Sql[]) => Sql
  /** Gamma with the shape and scale 1. */
  readonly gamma: (shape: Sql, stream: string, ...ids: readonly Sql[]) => Sql
  /** Beta(a, b). */
  readonly beta: (a: Sql, b: Sql, stream: string, ...ids: readonly Sql[]) => Sql
  /** 1, 2, … with the weights' shares, in steps of a thousandth. */
  readonly choice: (weights: readonly number[], stream: string, ...ids: readonly Sql[]) => Sql
  /** A whole 64-bit hash, for ids. */
  readonly hash: (stream: string, ...ids: readonly Sql[]) => Sql
}

const LEVELS = 1000

export function chanceOf(seed: number): Chance {
  const hash = (stream: string, ...ids: readonly Sql[]) =>
    sql`cityHash64(${murmurHash3_32(`${seed}:${stream}`)}${ids.reduce((all, id) => sql`${all}, ${id}`, sql``)})`
  const uniform = (stream: string, ...ids: readonly Sql[]) =>
    sql`((toFloat64(bitShiftRight(${hash(stream, ...ids)}, 11)) + 0.5) / 9007199254740992)`
  const normal = (stream: string, ...ids: readonly Sql[]) =>
    sql`(sqrt(-2 * log(${uniform(`${stream} radius`, ...ids)})) * cos(6.283185307179586 * ${uniform(`${stream} angle`, ...ids)}))`
  const gamma = (shape: Sql, stream: string, ...ids: readonly Sql[]) => gammaOf(shape, normal(stream, ...ids), uniform(`${stream} 1`, ...ids), uniform(`${stream} 2`, ...ids))
  return {
    hash,
    uniform,
    normal,
    gamma,
    exponential: (stream, ...ids) => sql`(-log(${uniform(stream, ...ids)}))`,
    beta: (a, b, stream, ...ids) => sql`arrayMap(pair -> pair.1 / (pair.1 + pair.2 + 1e-300), [tuple(${gamma(a, `${stream} a`, ...ids)}, ${gamma(b, `${stream} b`, ...ids)})])[1]`,
    choice: (weights, stream, ...ids) => sql`arrayElement(${param(levels(weights), 'Array(Int64)')}, toUInt32(floor(${uniform(stream, ...ids)} * ${LEVELS})) + 1)`,
  }
}

/**
 * Gamma(shape) from one normal and two uniforms: Gamma(shape + 2) by the cube-root normal approximation (Wilson and
 * Hilferty 1931), brought down by Gamma(k) = Gamma(k + 1) · U^(1/k) twice. Exact in law but for the approximation at
 * shapes above 2, where its mean is right within 0.2 %.
 */
function gammaOf(shape: Sql, z: Sql, u1: Sql, u2: Sql): Sql {
  const k = sql`(${shape})`
  const high = sql`(${k} + 2)`
  return sql`(${high} * pow(greatest(1 - 1 / (9 * ${high}) + ${z} / (3 * sqrt(${high})), 0.02), 3) * pow(${u1}, 1 / (${k} + 1)) * pow(${u2}, 1 / ${k}))`
}

/** The numbers 1 to n, each in as many of a thousand places as its weight asks for (largest remainders). */
export function levels(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let before = 0
  return weights.flatMap((weight, at) => {
    const from = Math.round((before / total) * LEVELS)
    before += weight
    return Array.from({ length: Math.round((before / total) * LEVELS) - from }, () => at + 1)
  })
}

/** The index-th number of a list (from 1). */
export function pick(list: readonly number[], index: Sql): Sql {
  return sql`arrayElement(${param(list, list.every(Number.isSafeInteger) ? 'Array(Int64)' : 'Array(Float64)')}, ${index})`
}

/** The index-th text of a list (from 1). */
export function pickText(list: readonly string[], index: Sql): Sql {
  return sql`arrayElement(${param(list, 'Array(String)')}, ${index})`
}

/** Poisson by inversion of `u` below a mean of 8, rounded normal `z` above. */
export function poisson(mean: Sql, u: Sql, z: Sql): Sql {
  const terms = sql`arrayMap(k -> exp(k * log(${mean}) - ${mean} - lgamma(k + 1)), range(0, 24))`
  return sql`toUInt32(multiIf(${mean} <= 0, 0, ${mean} < 8, arrayCount(c -> c <= ${u}, arrayCumSum(${terms})), greatest(0, floor(${mean} + sqrt(${mean}) * ${z} + 0.5))))`
}
