const FAR = 12

/** Digamma function ψ(x) for x > 0: recurrence up to 12, then its asymptotic series (Abramowitz and Stegun 6.3.18). */
export function digamma(x: number): number {
  let shift = 0
  let z = x
  for (; z < FAR; z += 1) shift -= 1 / z
  const inverse = 1 / (z * z)
  const series =
    inverse *
    (1 / 12 -
      inverse *
        (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse * (1 / 132 - (inverse * 691) / 32760)))))
  return shift + Math.log(z) - 0.5 / z - series
}

/**
 * Gauss hypergeometric function F(1, b; c; z) for c > 0 and 0 <= z < 1: series for small z, else Gauss's continued
 * fraction by Lentz's method (Abramowitz and Stegun 15.1.1; Press et al., Numerical Recipes, section 6.4).
 */
export function hypergeometricOne(b: number, c: number, z: number): number {
  if (z < 0.3) return hypergeometric(1, b, c, z)
  const odd = (n: number) => (-(b + n) * (c - 1 + n) * z) / ((c - 1 + 2 * n) * (c + 2 * n))
  const even = (n: number) => (n * (b - c + 1 - n) * z) / ((c - 2 + 2 * n) * (c - 1 + 2 * n))
  let front = 1
  let back = 1 / away(1 + odd(0))
  let value = back
  for (let n = 1; n < 100_000; n += 1) {
    back = 1 / away(1 + even(n) * back)
    front = away(1 + even(n) / front)
    value *= back * front
    back = 1 / away(1 + odd(n) * back)
    front = away(1 + odd(n) / front)
    value *= back * front
    if (Math.abs(back * front - 1) < 1e-15) break
  }
  return value
}

/**
 * F(1, b; c; z) and its slopes in b, c and z, written to `out` in that order; 0 <= z < 1. The series, slope by slope; above
 * .7 the continued fraction, with differences of fourth order for b and c and, for z, the equation that F satisfies:
 * z (1 - z) F' = c - 1 - (c - 1 - b z) F.
 */
export function hypergeometricSlopes(b: number, c: number, z: number, out: Float64Array): void {
  if (z <= 0.7) {
    seriesSlopes(b, c, z, out)
    return
  }
  const value = hypergeometricOne(b, c, z)
  const reach = 1e-3 * Math.min(b, Math.abs(c - b))
  out[0] = value
  out[1] = difference((by) => hypergeometricOne(b + by, c, z), reach)
  out[2] = difference((by) => hypergeometricOne(b, c + by, z), reach)
  out[3] = (c - 1 - (c - 1 - b * z) * value) / (z * (1 - z))
}

function difference(of: (by: number) => number, reach: number): number {
  return (8 * (of(reach) - of(-reach)) - (of(2 * reach) - of(-2 * reach))) / (12 * reach)
}

function seriesSlopes(b: number, c: number, z: number, out: Float64Array): void {
  let [term, byB, byC, byZ] = [1, 0, 0, 0]
  let [sum, sumB, sumC, sumZ] = [1, 0, 0, 0]
  for (let n = 0; n < 1_000_000; n += 1) {
    const below = 1 / (c + n)
    const ratio = (b + n) * below
    byZ = ratio * (byZ * z + term)
    byC = ratio * z * (byC - term * below)
    byB = ratio * z * byB + term * z * below
    term *= ratio * z
    sum += term
    sumB += byB
    sumC += byC
    sumZ += byZ
    if (byZ <= sumZ * 1e-17 && term <= sum * 1e-17 && -byC <= -sumC * 1e-17) break
  }
  out[0] = sum
  out[1] = sumB
  out[2] = sumC
  out[3] = sumZ
}

function away(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}

/** Gauss hypergeometric function F(a, b; c; z), |z| < 1, by its series. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let n = 0; n < 1_000_000; n += 1) {
    term *= ((a + n) * (b + n) * z) / ((c + n) * (n + 1))
    sum += term
    if (Math.abs(term) <= Math.abs(sum) * 1e-16) break
  }
  return sum
}

/** ln(1 + exp(x)) without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))
}
