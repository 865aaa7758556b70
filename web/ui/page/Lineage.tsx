import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../place/AppLink.js'

export interface LineageItem {
  readonly key: string
  /** What kind of thing it is, in words. */
  readonly kind: ReactNode
  readonly name: ReactNode
  readonly to?: string
}

interface ListProps {
  readonly title: string
  readonly none: string
  readonly items: readonly LineageItem[] | null
}

function LineageList({ title, none, items }: ListProps) {
  return (
    <section>
      <h3>{title}</h3>
      {items === null && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {items?.length === 0 && <p className="soft">{none}</p>}
      <ul>
        {items?.map((item) => (
          <li key={item.key}>
            <span className="soft">{item.kind}</span>{' '}
            {item.to === undefined ? item.name : <AppLink to={item.to}>{item.name}</AppLink>}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface Props {
  /** null: still being read. */
  readonly from: readonly LineageItem[] | null
  readonly usedBy: readonly LineageItem[]
}

/** The right rail of an object: where it comes from and where it is used. */
export function Lineage({ from, usedBy }: Props) {
  const { t } = useTranslation('ui')
  return (
    <div className="lineage">
      <LineageList title={t('object.from')} none={t('object.fromNone')} items={from} />
      <LineageList title={t('object.usedBy')} none={t('object.usedByNone')} items={usedBy} />
    </div>
  )
}
