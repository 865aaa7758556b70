/** What a generalised linear model needs of its distribution, a block of rows at a time. */
export interface Family {
  readonly kind: 'logistic' | 'ridge' | 'poisson'
  /** Linear predictor of a mean. */
  link(mean: number): number
  /**
   * For `count` rows: `residual` = weight × (label - mean), `curve` = weight × slope of the mean; gives back the weighted
   * negative log-likelihood without its constants.
   */
  work(
    eta: Float64Array,
    label: Float64Array,
    weight: Float64Array,
    count: number,
    residual: Float64Array,
    curve: Float64Array,
  ): number
}

/** Label 0 or 1, logit link. */
export const logisticFamily: Family = {
  kind: 'logistic',
  link: (mean) => Math.log(mean / (1 - mean)),
  work(eta, label, weight, count, residual, curve) {
    let loss = 0
    for (let at = 0; at < count; at += 1) {
      const z = eta[at] as number
      const y = label[at] as number
      const w = weight[at] as number
      const small = Math.exp(z < 0 ? z : -z)
      const p = z < 0 ? small / (1 + small) : 1 / (1 + small)
      loss += w * ((z > 0 ? z : 0) + Math.log1p(small) - y * z)
      residual[at] = w * (y - p)
      curve[at] = (w * small) / ((1 + small) * (1 + small))
    }
    return loss
  },
}

/** Any number, identity link: half of the squared error. */
export const ridgeFamily: Family = {
  kind: 'ridge',
  link: (mean) => mean,
  work(eta, label, weight, count, residual, curve) {
    let loss = 0
    for (let at = 0; at < count; at += 1) {
      const gap = (label[at] as number) - (eta[at] as number)
      const w = weight[at] as number
      loss += 0.5 * w * gap * gap
      residual[at] = w * gap
      curve[at] = w
    }
    return loss
  },
}

/** Counts (any number not below 0), log link. */
export const poissonFamily: Family = {
  kind: 'poisson',
  link: (mean) => Math.log(mean),
  work(eta, label, weight, count, residual, curve) {
    let loss = 0
    for (let at = 0; at < count; at += 1) {
      const z = eta[at] as number
      const y = label[at] as number
      const w = weight[at] as number
      const mean = Math.exp(z)
      loss += w * (mean - y * z)
      residual[at] = w * (y - mean)
      curve[at] = w * mean
    }
    return loss
  },
}
