import { normalQuantile, normalTwoSided } from '#kernel/stats'

/** Benefits of one face and how many were used. Faces and costs in minor units. */
export interface FaceCount {
  readonly face: number
  readonly issued: number
  readonly used: number
}

export interface FaceResponse extends FaceCount {
  readonly rate: number
  readonly low: number
  readonly high: number
  /** Rate that never falls as the face rises. */
  readonly smooth: number
  /** Expected cost of one issued: the face, when it is used. */
  readonly cost: number
}

export interface ResponseStep {
  readonly face: number
  /** Customers first moved by this face, as a share of those who do not use it anyway. */
  readonly share: number
  readonly p: number
}

export interface ResponseCurve {
  readonly faces: readonly FaceResponse[]
  readonly steps: readonly ResponseStep[]
  readonly anyway: number
  readonly unmoved: number
}

interface Block {
  readonly faces: readonly FaceCount[]
  readonly issued: number
  readonly used: number
}

/**
 * How use rises with the face value: neighbouring faces are pooled until rates never fall (Ayer et al. 1955) and each
 * step up is significant at `level` over the number of steps (Bonferroni). Intervals are Wilson's.
 */
export function responseCurve(counts: readonly FaceCount[], level: number): ResponseCurve {
  const sorted = [...counts].sort((a, b) => a.face - b.face)
  const blocks = joinWeak(pooled(sorted.map((each) => ({ faces: [each], issued: each.issued, used: each.used }))), level / Math.max(1, sorted.length - 1))
  const faces = blocks.flatMap((block) => block.faces.map((each) => describe(each, rateOf(block))))
  const anyway = blocks[0] === undefined ? 0 : rateOf(blocks[0])
  const top = blocks.at(-1)
  const open = Math.max(1e-12, 1 - anyway)
  const steps = blocks.slice(1).map((block, at): ResponseStep => {
    const below = blocks[at] as Block
    return { face: block.faces[0]?.face ?? 0, share: (rateOf(block) - rateOf(below)) / open, p: differs(below, block) }
  })
  return { faces, steps, anyway, unmoved: top === undefined ? 1 : (1 - rateOf(top)) / open }
}

function rateOf({ issued, used }: Pick<Block, 'issued' | 'used'>): number {
  return issued === 0 ? 0 : used / issued
}

function merged(a: Block, b: Block): Block {
  return { faces: [...a.faces, ...b.faces], issued: a.issued + b.issued, used: a.used + b.used }
}

/** Pool adjacent violators. */
function pooled(blocks: readonly Block[]): Block[] {
  const kept: Block[] = []
  for (const block of blocks) {
    let here = block
    for (let before = kept.at(-1); before !== undefined && rateOf(before) >= rateOf(here); before = kept.at(-1)) {
      here = merged(before, here)
      kept.pop()
    }
    kept.push(here)
  }
  return kept
}

/** Joins the two neighbours that differ least until all that are left differ. */
function joinWeak(blocks: readonly Block[], level: number): Block[] {
  let left = [...blocks]
  while (left.length > 1) {
    const ps = left.slice(1).map((block, at) => differs(left[at] as Block, block))
    const weakest = Math.max(...ps)
    if (weakest <= level) break
    const at = ps.indexOf(weakest)
    left = [...left.slice(0, at), merged(left[at] as Block, left[at + 1] as Block), ...left.slice(at + 2)]
  }
  return left
}

/** Two-sided p of equal rates, normal with the pooled rate. */
function differs(a: Block, b: Block): number {
  const both = rateOf(merged(a, b))
  const error = Math.sqrt(both * (1 - both) * (1 / a.issued + 1 / b.issued))
  return error > 0 ? normalTwoSided((rateOf(b) - rateOf(a)) / error) : 1
}

const Z95 = normalQuantile(0.975)

function describe(each: FaceCount, smooth: number): FaceResponse {
  const { issued, face } = each
  const rate = rateOf(each)
  const spread = (Z95 * Math.sqrt((rate * (1 - rate)) / issued + (Z95 * Z95) / (4 * issued * issued))) / (1 + (Z95 * Z95) / issued)
  const middle = (rate + (Z95 * Z95) / (2 * issued)) / (1 + (Z95 * Z95) / issued)
  return { ...each, rate, low: Math.max(0, middle - spread), high: Math.min(1, middle + spread), smooth, cost: smooth * face }
}
