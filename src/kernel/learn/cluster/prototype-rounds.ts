/** Rows of numbers and categories side by side, in the order of what stands in them. */
export interface Mixed {
  readonly rows: number
  /** Numbers a row, already on one scale. */
  readonly width: number
  readonly values: Float64Array
  /** Categories a row; the last level of each is the missing. */
  readonly kinds: number
  readonly codes: Int32Array
  readonly levels: readonly (readonly string[])[]
  readonly weights: Float64Array
  readonly gamma: number
  readonly scales: readonly number[]
}

export interface Centres {
  readonly means: Float64Array
  readonly modes: Int32Array
}

export interface Prototypes {
  readonly clusters: number
  readonly centres: Centres
  readonly inertia: number
  readonly rounds: number
}

/** Centres that are the rows named. */
export function centresOf({ width, kinds, values, codes }: Mixed, seeds: Uint32Array): Centres {
  const means = new Float64Array(seeds.length * width)
  const modes = new Int32Array(seeds.length * kinds)
  seeds.forEach((row, at) => {
    means.set(values.subarray(row * width, (row + 1) * width), at * width)
    modes.set(codes.subarray(row * kinds, (row + 1) * kinds), at * kinds)
  })
  return { means, modes }
}

/** Squared distance of the numbers and gamma for each category that differs. */
export function distanceOf(mixed: Mixed, row: number, centres: Centres, cluster: number): number {
  const { width, kinds, values, codes, gamma } = mixed
  let distance = 0
  for (let at = 0; at < width; at += 1) {
    const gap = (values[row * width + at] as number) - (centres.means[cluster * width + at] as number)
    distance += gap * gap
  }
  for (let at = 0; at < kinds; at += 1) {
    if (codes[row * kinds + at] !== centres.modes[cluster * kinds + at]) distance += gamma
  }
  return distance
}

/** The nearest centre of every row (the first of equals) and how far it is. */
export function nearestOf(mixed: Mixed, centres: Centres): { labels: Int32Array; distances: Float64Array } {
  const clusters = mixed.width > 0 ? centres.means.length / mixed.width : centres.modes.length / mixed.kinds
  const labels = new Int32Array(mixed.rows)
  const distances = new Float64Array(mixed.rows)
  for (let row = 0; row < mixed.rows; row += 1) {
    let best = Number.POSITIVE_INFINITY
    for (let cluster = 0; cluster < clusters; cluster += 1) {
      const distance = distanceOf(mixed, row, centres, cluster)
      if (distance >= best) continue
      best = distance
      labels[row] = cluster
    }
    distances[row] = best
  }
  return { labels, distances }
}

/** Rounds of nearest centre and new centre until no row changes its cluster. */
export function settled(mixed: Mixed, seeds: Uint32Array, most: number): Prototypes {
  const clusters = seeds.length
  let centres = centresOf(mixed, seeds)
  let before: Int32Array | null = null
  let rounds = 0
  let inertia = Number.POSITIVE_INFINITY
  while (rounds < most) {
    const { labels, distances } = nearestOf(mixed, centres)
    fillEmpty(labels, distances, clusters, mixed.weights)
    rounds += 1
    inertia = distances.reduce((sum, distance, row) => sum + distance * (mixed.weights[row] as number), 0)
    const same: Int32Array | null = before
    if (same !== null && labels.every((label, row) => label === same[row])) break
    before = labels
    centres = meansAndModes(mixed, labels, clusters)
  }
  return { clusters, centres, inertia, rounds }
}

/** A cluster without weight takes the row farthest from its centre, which is then at no distance. */
function fillEmpty(
  labels: Int32Array,
  distances: Float64Array,
  clusters: number,
  weights: Float64Array,
): void {
  const sizes = new Float64Array(clusters)
  labels.forEach((label, row) => {
    sizes[label] = (sizes[label] as number) + (weights[row] as number)
  })
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    if ((sizes[cluster] as number) > 0) continue
    let farthest = -1
    for (let row = 0; row < labels.length; row += 1) {
      const far = (distances[row] as number) * ((weights[row] as number) > 0 ? 1 : 0)
      if (far > 0 && (farthest < 0 || far > (distances[farthest] as number))) farthest = row
    }
    if (farthest < 0) return
    labels[farthest] = cluster
    distances[farthest] = 0
  }
}

function meansAndModes(mixed: Mixed, labels: Int32Array, clusters: number): Centres {
  const { width, kinds, values, codes, levels, weights, rows } = mixed
  const means = new Float64Array(clusters * width)
  const modes = new Int32Array(clusters * kinds)
  const sizes = new Float64Array(clusters)
  const counts = levels.map((own) => new Float64Array(clusters * own.length))
  for (let row = 0; row < rows; row += 1) {
    const label = labels[row] as number
    const weight = weights[row] as number
    sizes[label] = (sizes[label] as number) + weight
    for (let at = 0; at < width; at += 1) {
      means[label * width + at] =
        (means[label * width + at] as number) + weight * (values[row * width + at] as number)
    }
    for (let at = 0; at < kinds; at += 1) {
      const own = counts[at] as Float64Array
      const cell = label * (levels[at] as readonly string[]).length + (codes[row * kinds + at] as number)
      own[cell] = (own[cell] as number) + weight
    }
  }
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    for (let at = 0; at < width; at += 1) {
      means[cluster * width + at] =
        (means[cluster * width + at] as number) / ((sizes[cluster] as number) || 1)
    }
    levels.forEach((own, at) => {
      modes[cluster * kinds + at] = modeOf(
        (counts[at] as Float64Array).subarray(cluster * own.length, (cluster + 1) * own.length),
        own,
      )
    })
  }
  return { means, modes }
}

/** The level of the greatest weight; of equals the first by its text, the missing last. */
function modeOf(counts: Float64Array, levels: readonly string[]): number {
  let best = 0
  for (let code = 1; code < counts.length; code += 1) {
    const lead = (counts[code] as number) - (counts[best] as number)
    if (lead > 0 || (lead === 0 && (levels[code] as string) < (levels[best] as string))) best = code
  }
  return best
}
