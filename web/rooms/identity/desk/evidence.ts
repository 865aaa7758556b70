/** Bits of a probability: log₂ of its odds; null where it is certain. */
export function oddsBits(probability: number): number | null {
  if (probability <= 0 || probability >= 1) return null
  return Math.log2(probability / (1 - probability))
}

interface Bar {
  /** Both in percent of the track; the middle is 0 bits. */
  readonly left: number
  readonly width: number
}

/** Where the bar of a weight stands on a track of `most` bits to either side. */
export function bitsBar(weight: number, most: number): Bar {
  const part = most <= 0 ? 0 : Math.min(Math.abs(weight) / most, 1) * 50
  return { left: weight >= 0 ? 50 : 50 - part, width: part }
}
