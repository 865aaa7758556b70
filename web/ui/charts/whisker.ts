import type { CustomSeriesOption } from 'echarts'

type Point = [number, number]

interface Coordinates {
  value: (dimension: number) => unknown
  coord: (point: number[]) => number[]
}

const pointOf = (api: Coordinates, x: number, y: number): Point => {
  const [px = 0, py = 0] = api.coord([x, y])
  return [px, py]
}

interface Stroke {
  readonly color: string
  readonly width?: number
  /** Half length of the end caps, px. */
  readonly cap?: number
}

function lineBetween(from: Point, to: Point, { color, width = 1.5 }: Stroke) {
  return {
    type: 'line' as const,
    shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
    style: { stroke: color, lineWidth: width },
    silent: true,
  }
}

/** An upright whisker: data [category, low, high], moved sideways by `shift` px. */
export function uprightWhiskers(
  data: readonly (readonly [number, number, number])[],
  stroke: Stroke,
  shiftOf: (bandWidth: number) => number,
): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    z: 5,
    data: data.map((item) => [...item]),
    encode: { x: 0, y: [1, 2] },
    renderItem: (_params, api) => {
      const plain = api as unknown as Coordinates & { size: (span: number[]) => number[] }
      const at = Number(plain.value(0))
      const shift = shiftOf(plain.size([1, 0])[0] ?? 0)
      const low = pointOf(plain, at, Number(plain.value(1)))
      const high = pointOf(plain, at, Number(plain.value(2)))
      const cap = stroke.cap ?? 4
      const x = low[0] + shift
      return {
        type: 'group',
        children: [
          lineBetween([x, low[1]], [x, high[1]], stroke),
          lineBetween([x - cap, low[1]], [x + cap, low[1]], stroke),
          lineBetween([x - cap, high[1]], [x + cap, high[1]], stroke),
        ],
      }
    },
  }
}

/** A lying whisker: data [low, high, row]. */
export function lyingWhiskers(
  data: readonly (readonly [number, number, number])[],
  strokeOf: (row: number) => Stroke,
): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    data: data.map((item) => [...item]),
    encode: { x: [0, 1], y: 2 },
    renderItem: (_params, api) => {
      const plain = api as unknown as Coordinates
      const row = Number(plain.value(2))
      const low = pointOf(plain, Number(plain.value(0)), row)
      const high = pointOf(plain, Number(plain.value(1)), row)
      const stroke = strokeOf(row)
      const cap = stroke.cap ?? 4
      return {
        type: 'group',
        children: [
          lineBetween(low, high, stroke),
          lineBetween([low[0], low[1] - cap], [low[0], low[1] + cap], stroke),
          lineBetween([high[0], high[1] - cap], [high[0], high[1] + cap], stroke),
        ],
      }
    },
  }
}
