import { betaI, gammaQ } from './special-function.js'

/** Standard normal distribution function, accurate in both tails. */
export function normalCdf(z: number): number {
  const tail = 0.5 * gammaQ(0.5, (z * z) / 2)
  return z > 0 ? 1 - tail : tail
}

/** Probability of |Z| >= |z| under the standard normal. */
export function normalTwoSided(z: number): number {
  return gammaQ(0.5, (z * z) / 2)
}

const CENTRAL = {
  num: [
    3.3871328727963666, 133.14166789178438, 1971.5909503065514, 13731.693765509461, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  den: [
    1, 42.313330701600911, 687.1870074920579, 5394.1960214247511, 21213.794301586596, 39307.89580009271,
    28729.085735721943, 5226.4952788528545,
  ],
}
const MIDDLE = {
  num: [
    1.42343711074968358, 4.6303378461565453, 5.769497221460691, 3.6478483247632046, 1.2704582524523684,
    0.24178072517745061, 0.022723844989269185, 7.7454501427834141e-4,
  ],
  den: [
    1, 2.0531916266377588, 1.6763848301838038, 0.6897673349851, 0.14810397642748007, 0.015198666563616457,
    5.4759380849953446e-4, 1.0507500716444168e-9,
  ],
}
const FAR = {
  num: [
    6.6579046435011038, 5.4637849111641143, 1.7848265399172913, 0.29656057182850489, 0.026532189526576123,
    1.2426609473880784e-3, 2.7115555687434876e-5, 2.0103343992922882e-7,
  ],
  den: [
    1, 0.59983220655588794, 0.13692988092273581, 0.014875361290850615, 7.868691311456133e-4,
    1.8463183175100547e-5, 1.4215117583164459e-7, 2.0442631033899397e-15,
  ],
}

function ratio(fit: { readonly num: readonly number[]; readonly den: readonly number[] }, x: number): number {
  const polynomial = (terms: readonly number[]) => terms.reduceRight((sum, term) => sum * x + term, 0)
  return polynomial(fit.num) / polynomial(fit.den)
}

/** Standard normal quantile. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988). */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * ratio(CENTRAL, 0.180625 - q * q)
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const size = r <= 5 ? ratio(MIDDLE, r - 1.6) : ratio(FAR, r - 5)
  return q < 0 ? -size : size
}

/** Probability of |T| >= |t| under Student's t. Abramowitz & Stegun 26.5.27. */
export function studentTwoSided(t: number, df: number): number {
  return betaI(df / (df + t * t), df / 2, 0.5)
}

/** Student's t distribution function. */
export function studentCdf(t: number, df: number): number {
  const tail = 0.5 * studentTwoSided(t, df)
  return t > 0 ? 1 - tail : tail
}

/** Student's t quantile, by bisection of the distribution function from a bracket that is doubled until it holds. */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) return normalQuantile(p)
  if (p < 0.5) return -studentQuantile(1 - p, df)
  let high = 1
  while (studentCdf(high, df) < p) high *= 2
  let low = 0
  for (let round = 0; round < 200 && high - low > 1e-15 * high; round++) {
    const middle = (low + high) / 2
    if (studentCdf(middle, df) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Probability of a chi-square variable of `df` degrees of freedom being at least `x`. */
export function chiSquareSf(x: number, df: number): number {
  return gammaQ(df / 2, x / 2)
}
