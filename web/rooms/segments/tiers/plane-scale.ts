import { placeOnScale, type PlaneScale, type TierPlane } from '#segments/contract'

type Axis = TierPlane['x']

/** Size of the picture in its own units: its hexagons are regular. */
export const PICTURE = { width: 714, height: 464, left: 76, bottom: 46, top: 14, right: 14 } as const

export const across = ({ from, to }: Axis, place: number): number => ((place - from) / (to - from)) * PICTURE.width
export const upward = ({ from, to }: Axis, place: number): number => PICTURE.height - ((place - from) / (to - from)) * PICTURE.height

const MOST_TICKS = 6

/** Values an axis names: powers of ten of either sign and 0 on a logarithmic one, round steps on a plain one. */
export function ticksOf(axis: Axis, scale: PlaneScale): { readonly value: number; readonly place: number }[] {
  const values = scale === 'log' ? powers() : steps(axis)
  const inside = values.map((value) => ({ value, place: placeOnScale(value, scale) })).filter(({ place }) => place >= axis.from && place <= axis.to)
  const every = Math.ceil(inside.length / MOST_TICKS)
  const zero = inside.findIndex(({ value }) => value === 0)
  return inside.filter((_, at) => (at - Math.max(0, zero)) % every === 0)
}

const HIGHEST_POWER = 15

function powers(): number[] {
  const up = Array.from({ length: HIGHEST_POWER }, (_, at) => 10 ** at)
  return [...up.toReversed().map((one) => -one), 0, ...up]
}

function steps({ from, to }: Axis): number[] {
  const rough = (to - from) / MOST_TICKS
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, at) => (first + at) * step)
}

/** Where the line of a choice crosses the picture: a·z(x) + b·z(y) = line; null where neither axis spreads. */
export function lineOf({ x, y }: Pick<TierPlane, 'x' | 'y'>, weight: number, line: number) {
  const [a, b] = [x.deviation === 0 ? 0 : weight / x.deviation, y.deviation === 0 ? 0 : (1 - weight) / y.deviation]
  if (a === 0 && b === 0) return null
  const sum = line + a * x.mean + b * y.mean
  if (b === 0) return { x1: across(x, sum / a), y1: 0, x2: across(x, sum / a), y2: PICTURE.height }
  const height = (place: number) => upward(y, (sum - a * place) / b)
  return { x1: 0, y1: height(x.from), x2: PICTURE.width, y2: height(x.to) }
}
