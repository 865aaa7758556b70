import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Portrait } from '#insight/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { cellOrders, orderedCells, type CellOrder } from './cell-order.js'
import { CellTable } from './CellTable.js'

interface Props {
  readonly title: string
  readonly help: string
  readonly part: Portrait['products']
  readonly portrait: Portrait
  /** What to load when nothing is known. */
  readonly lacks: string
  /** May be put in order by a figure, with bars of the share: places, which are many. */
  readonly isSortable?: boolean
}

/** Products, channels or places of the people beside the base's. */
export function SharesPanel({ title, help, part, portrait, lacks, isSortable = false }: Props) {
  const { t } = useTranslation('insight')
  const [order, setOrder] = useState<CellOrder>('given')
  return (
    <section className="panel">
      <h2>
        {title}
        <HelpHint name={title}>{help}</HelpHint>
      </h2>
      {isSortable && part.known && part.cells.length > 1 && <Segmented<CellOrder> aria-label={t('portrait.order')} value={order} onChange={setOrder} options={cellOrders.map((value) => ({ value, label: t(`portrait.orders.${value}`) }))} />}
      {part.known && part.cells.length > 0 ? (
        <CellTable title={title} cells={orderedCells(part.cells, order)} sizes={{ of: portrait.of.customers, against: portrait.against.customers }} />
      ) : (
        <p className="soft">
          {lacks} <AppLink to="/data/sources">{t('portrait.toSources')}</AppLink>
        </p>
      )}
      {part.more > 0 && <p className="soft">{t('picture.moreCities', { count: part.more })}</p>}
    </section>
  )
}
