import { type ChartKind, type ValueFormat, writeValue } from './chart-kind.js'
import { frameOf, tooltipOf } from './frame.js'

/** A word and how much it weighs. */
export interface TagCloudRow {
  readonly name: string
  readonly weight: number
  /** Set apart in colour: proven, or said by the customer. */
  readonly strong?: boolean
}

export interface TagCloudOptions {
  readonly format: ValueFormat
  readonly nameLabel: string
  readonly weightLabel: string
}

export interface PlacedWord {
  readonly row: number
  readonly name: string
  /** Centre, and size of the type, in pixels at a width of `CLOUD_WIDTH`. */
  readonly x: number
  readonly y: number
  readonly size: number
  readonly width: number
}

export const CLOUD_WIDTH = 640
const CLOUD_HEIGHT = 260
const [SMALLEST, LARGEST] = [12, 30]

/** Width of a text: a wide letter is as wide as the type is high, others a little over half. */
function textWidth(text: string, size: number): number {
  const units = Array.from(text).reduce((all, letter) => all + ((letter.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.56), 0)
  return units * size
}

/**
 * Words in lines, heaviest first, in the middle of the place: none lies over another, and the same rows give the same
 * picture. Size of type grows with the root of the weight. Words that find no room are in the table alone.
 */
export function placeWords(rows: readonly TagCloudRow[]): readonly PlacedWord[] {
  const order = rows.map((row, at) => ({ ...row, at })).filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
  const [most, least] = [order[0]?.weight ?? 1, order.at(-1)?.weight ?? 1]
  const sizeOf = (weight: number) => (most === least ? (SMALLEST + LARGEST) / 2 : SMALLEST + (LARGEST - SMALLEST) * Math.sqrt((weight - least) / (most - least)))
  const lines: { words: { row: number; name: string; size: number; width: number }[]; width: number; height: number }[] = []
  for (const { name, weight, at } of order) {
    const size = Math.round(sizeOf(weight))
    const width = textWidth(name, size) + 18
    const line = lines.at(-1)
    if (line === undefined || line.width + width > CLOUD_WIDTH) lines.push({ words: [{ row: at, name, size, width }], width, height: size * 1.6 })
    else {
      line.words.push({ row: at, name, size, width })
      line.width += width
    }
  }
  return centred(lines)
}

/** Lines under each other, each in the middle; those below the place are left out. */
function centred(lines: readonly { readonly words: readonly { row: number; name: string; size: number; width: number }[]; readonly width: number; readonly height: number }[]): PlacedWord[] {
  const kept: (typeof lines)[number][] = []
  let height = 0
  for (const line of lines) {
    if (height + line.height > CLOUD_HEIGHT) break
    kept.push(line)
    height += line.height
  }
  let top = (CLOUD_HEIGHT - height) / 2
  return kept.flatMap((line) => {
    const y = top + line.height / 2
    top += line.height
    let left = (CLOUD_WIDTH - line.width) / 2
    return line.words.map((word) => {
      const x = left + word.width / 2
      left += word.width
      return { ...word, x, y }
    })
  })
}

/** Words as large as they weigh: what strikes at first sight. Figures are in its table. */
export const tagCloudChart: ChartKind<readonly TagCloudRow[], TagCloudOptions> = {
  option: (rows, options, look) => {
    const { palette, locale } = look
    const words = placeWords(rows)
    return {
      ...frameOf(look),
      grid: { left: 0, right: 0, top: 0, bottom: 0 },
      xAxis: { type: 'value', min: 0, max: CLOUD_WIDTH, show: false },
      yAxis: { type: 'value', min: 0, max: CLOUD_HEIGHT, inverse: true, show: false },
      tooltip: {
        trigger: 'item',
        confine: true,
        backgroundColor: palette.raised,
        borderColor: palette.line,
        textStyle: { color: palette.text, fontFamily: look.font, fontSize: look.fontSize - 1 },
        formatter: (found: unknown) => {
          const row = rows[words[(found as { dataIndex?: number }).dataIndex ?? -1]?.row ?? -1]
          return row === undefined ? '' : tooltipOf([row.name, `${options.weightLabel}: ${writeValue(row.weight, options.format, locale)}`])
        },
      },
      series: [
        {
          type: 'custom',
          data: words.map(({ x, y }) => [x, y]),
          renderItem: (params, api) => {
            const word = words[params.dataIndex]
            const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)])
            // A narrower place shrinks words and gaps alike.
            const scale = Math.min(1, api.getWidth() / CLOUD_WIDTH)
            if (word === undefined) return null
            return {
              type: 'text',
              x,
              y,
              style: {
                text: word.name, fontSize: Math.max(9, word.size * scale), fontFamily: look.font, align: 'center' as const, verticalAlign: 'middle' as const,
                fill: rows[word.row]?.strong === true ? palette.accent : palette.textSoft, fontWeight: word.size > 20 ? 600 : 400,
              },
            }
          },
        },
      ],
    }
  },
  table: (rows, options) => ({ head: [options.nameLabel, options.weightLabel], rows: [...rows].sort((a, b) => b.weight - a.weight).map(({ name, weight }) => [name, weight]) }),
  height: () => CLOUD_HEIGHT,
}
