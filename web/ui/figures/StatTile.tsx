import type { ReactNode } from 'react'
import { AppLink } from '../place/AppLink.js'

interface Props {
  /** The question the tile answers. */
  readonly label: ReactNode
  readonly value: ReactNode
  /** The baseline it is compared with, the denominator, the as-of date. */
  readonly note?: ReactNode
  /** The rows or definition behind the number. */
  readonly to?: string
  readonly help?: ReactNode
}

/** One figure with its label and baseline; the figure links to what is behind it. */
export function StatTile({ label, value, note, to, help }: Props) {
  return (
    <section className="stat-tile">
      <h3 className="stat-label">
        {label}
        {help}
      </h3>
      <div className="stat-value figures">
        {to === undefined ? value : <AppLink to={to}>{value}</AppLink>}
      </div>
      {note !== undefined && <div className="stat-note figures">{note}</div>}
    </section>
  )
}
