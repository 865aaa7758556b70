import { chiSquareSf } from '#kernel/stats'

const plogp = (p: number, q: number): number => (p > 0 ? p * Math.log2(p / q) : 0)

/** Jensen-Shannon divergence of two distributions given as counts, in bits: 0 alike, 1 nothing in common. Lin, IEEE Trans. Inf. Theory 37 (1991). */
export function jensenShannon(a: readonly number[], b: readonly number[]): number {
  const [n, m] = [sum(a), sum(b)]
  if (n === 0 || m === 0) return 0
  const total = a.reduce((all, count, at) => {
    const [p, q] = [count / n, (b[at] ?? 0) / m]
    const middle = (p + q) / 2
    return all + plogp(p, middle) / 2 + plogp(q, middle) / 2
  }, 0)
  return Math.min(1, Math.max(0, total))
}

/** Information value of good and bad given as counts by cell, each cell with half a customer more so that none is empty. Siddiqi (2006), section 6. */
export function informationValue(a: readonly number[], b: readonly number[]): number | null {
  const [n, m] = [sum(a) + a.length / 2, sum(b) + b.length / 2]
  if (sum(a) === 0 || sum(b) === 0) return null
  return a.reduce((all, count, at) => {
    const [p, q] = [(count + 0.5) / n, ((b[at] ?? 0) + 0.5) / m]
    return all + (p - q) * Math.log(p / q)
  }, 0)
}

/** Pearson's chi-square of independence of two groups and their cells, with Cramer's V; null where there is nothing to test. */
export function independence(a: readonly number[], b: readonly number[]): { readonly p: number; readonly cramersV: number } | null {
  const kept = a.map((count, at) => [count, b[at] ?? 0] as const).filter(([x, y]) => x + y > 0)
  const [n, m] = [sum(kept.map(([x]) => x)), sum(kept.map(([, y]) => y))]
  if (n === 0 || m === 0 || kept.length < 2) return null
  const all = n + m
  const statistic = kept.reduce((total, [x, y]) => {
    const [e, f] = [((x + y) * n) / all, ((x + y) * m) / all]
    return total + (x - e) ** 2 / e + (y - f) ** 2 / f
  }, 0)
  return { p: chiSquareSf(statistic, kept.length - 1), cramersV: Math.sqrt(statistic / all) }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
