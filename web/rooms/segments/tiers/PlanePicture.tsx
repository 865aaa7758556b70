import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { placeOnScale, type PlaneScale, type TierPlane } from '#segments/contract'
import { formatCompact, formatMoney, type FormatLocale, formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { across, lineOf, PICTURE, ticksOf, upward } from './plane-scale.js'

interface Props {
  readonly plane: TierPlane
  readonly scale: PlaneScale
  readonly weight: number
}

const FAINTEST = 0.16
const { width, height, left, bottom, top, right } = PICTURE

function figure(value: number, { unit }: TierPlane['x'], locale: FormatLocale): string {
  return unit?.type === 'money' ? formatMoney(Math.round(value), unit.ccy ?? 'CNY', locale, { style: 'short' }) : formatCompact(value, locale)
}

function Axes({ plane, scale }: Omit<Props, 'weight'>) {
  const say = useSay()
  const locale = useFormatLocale()
  const { x, y } = plane
  return (
    <g className="plane-axes">
      {ticksOf(x, scale).map(({ value, place }) => (
        <g key={value}>
          <line x1={across(x, place)} x2={across(x, place)} y1={0} y2={height} />
          <text x={across(x, place)} y={height + 18} textAnchor="middle">{figure(value, x, locale)}</text>
        </g>
      ))}
      {ticksOf(y, scale).map(({ value, place }) => (
        <g key={value}>
          <line x1={0} x2={width} y1={upward(y, place)} y2={upward(y, place)} />
          <text x={-8} y={upward(y, place) + 4} textAnchor="end">{figure(value, y, locale)}</text>
        </g>
      ))}
      <text className="name" x={width} y={height + 38} textAnchor="end">{say(x.name)}</text>
      <text className="name" transform={`translate(${-left + 14} 0) rotate(-90)`} textAnchor="end">{say(y.name)}</text>
    </g>
  )
}

/** Customers by the two figures as hexagons, the darker the more; cuts of the quadrants, and the line of a choice. */
export function PlanePicture({ plane, scale, weight }: Props) {
  const { t } = useTranslation('segments')
  const clip = useId()
  const locale = useFormatLocale()
  const { x, y, bins, columns, rows, chosen } = plane
  const most = Math.log1p(Math.max(1, ...bins.map(({ customers }) => customers)))
  const [stepX, stepY] = [width / columns, height / rows]
  const shape = `M0 ${-stepY / 3} L${stepX / 2} ${-stepY / 6} V${stepY / 6} L0 ${stepY / 3} L${-stepX / 2} ${stepY / 6} V${-stepY / 6} Z`
  const line = chosen === null ? null : lineOf(plane, weight, chosen.line)
  const valueAt = (axis: TierPlane['x'], share: number) => {
    const place = axis.from + share * (axis.to - axis.from)
    return figure(scale === 'plain' ? place : Math.sign(place) * Math.expm1(Math.abs(place)), axis, locale)
  }
  return (
    <svg className="plane-picture" viewBox={`${-left} ${-top} ${left + width + right} ${top + height + bottom}`} role="img" aria-label={t('plane.purpose')}>
      <clipPath id={clip}><rect width={width} height={height} /></clipPath>
      <Axes plane={plane} scale={scale} />
      <g clipPath={`url(#${clip})`}>
        {bins.map(({ column, row, customers }) => (
          <path key={`${column}.${row}`} className="plane-bin" d={shape} transform={`translate(${(column / 2) * stepX} ${height - (row / 2) * stepY})`} fillOpacity={FAINTEST + (1 - FAINTEST) * (Math.log1p(customers) / most)}>
            <title>{t('plane.bin', { shown: formatNumber(customers, locale), x: valueAt(x, column / 2 / columns), y: valueAt(y, row / 2 / rows) })}</title>
          </path>
        ))}
        {x.cut !== null && <line className="plane-cut" x1={across(x, placeOnScale(x.cut, scale))} x2={across(x, placeOnScale(x.cut, scale))} y1={0} y2={height} />}
        {y.cut !== null && <line className="plane-cut" x1={0} x2={width} y1={upward(y, placeOnScale(y.cut, scale))} y2={upward(y, placeOnScale(y.cut, scale))} />}
        {line !== null && <line className="plane-line" {...line} />}
      </g>
    </svg>
  )
}
