/** Seeded random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number
  /** Uniform whole number in [0, below). */
  below(below: number): number
  /** Standard normal. */
  normal(): number
  /** Gamma of a shape and scale 1. */
  gamma(shape: number): number
  beta(a: number, b: number): number
}

/** sfc32 (Doty-Humphrey, PractRand), seeded through splitmix32; `stream` gives independent numbers of one seed. */
export function createRandom(seed: number, stream = 0): Random {
  const state = seeded(seed, stream)
  const next = (): number => {
    const t = (((state[0] as number) + (state[1] as number)) | 0) + (state[3] as number)
    state[3] = ((state[3] as number) + 1) | 0
    state[0] = (state[1] as number) ^ ((state[1] as number) >>> 9)
    state[1] = ((state[2] as number) + ((state[2] as number) << 3)) | 0
    state[2] = ((state[2] as number) << 21) | ((state[2] as number) >>> 11)
    state[2] = ((state[2]) + t) | 0
    return (t >>> 0) / 4_294_967_296
  }
  for (let warm = 0; warm < 12; warm += 1) next()
  const random: Random = {
    next,
    below: (below) => Math.floor(next() * below),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    gamma: (shape) => gamma(random, shape),
    beta: (a, b) => {
      const x = gamma(random, a)
      return x / (x + gamma(random, b))
    },
  }
  return random
}

/** Rows 0 … count-1 in random order (Fisher-Yates). */
export function shuffled(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, at) => at)
  for (let at = count - 1; at > 0; at -= 1) {
    const other = random.below(at + 1)
    const kept = order[at] as number
    order[at] = order[other] as number
    order[other] = kept
  }
  return order
}

function seeded(seed: number, stream: number): Int32Array {
  const state = new Int32Array(4)
  let x = (seed ^ Math.imul(stream + 1, 0x9e3779b9)) | 0
  for (let at = 0; at < 4; at += 1) {
    x = (x + 0x9e3779b9) | 0
    let z = x ^ (x >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a2d97)
    state[at] = z ^ (z >>> 15)
  }
  return state
}

/** Marsaglia and Tsang 2000, A Simple Method for Generating Gamma Variables; shapes under 1 by their power trick. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.next()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = random.normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}
