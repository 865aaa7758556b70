import { useTranslation } from 'react-i18next'
import type { Portrait } from '#insight/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { CellTable } from './CellTable.js'

interface Props {
  readonly title: string
  readonly help: string
  readonly part: Portrait['products']
  readonly portrait: Portrait
  /** What to load when nothing is known. */
  readonly lacks: string
}

/** Products, channels or places of the people beside the base's. */
export function SharesPanel({ title, help, part, portrait, lacks }: Props) {
  const { t } = useTranslation('insight')
  return (
    <section className="panel">
      <h2>
        {title}
        <HelpHint name={title}>{help}</HelpHint>
      </h2>
      {part.known && part.cells.length > 0 ? (
        <CellTable title={title} cells={part.cells} sizes={{ of: portrait.of.customers, against: portrait.against.customers }} />
      ) : (
        <p className="soft">
          {lacks} <AppLink to="/data/sources">{t('portrait.toSources')}</AppLink>
        </p>
      )}
    </section>
  )
}
