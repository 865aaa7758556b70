import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { customerPageSchema } from '#customers/contract'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

interface Props {
  readonly page: z.infer<typeof customerPageSchema>
  /** Cursors gone through. */
  readonly trail: readonly string[]
  readonly onGo: (trail: readonly string[]) => void
}

/** How many were found, and the way to the pages before and after. */
export function SearchPager({ page, trail, onGo }: Props) {
  const { t } = useTranslation('ui')
  const words = useTranslation('customers').t
  const locale = useFormatLocale()
  const { nextCursor, total, asOf } = page
  return (
    <footer className="pager">
      <span className="soft figures">{words('search.total', { count: total ?? 0, shown: formatNumber(total ?? 0, locale), date: asOf })}</span>
      {trail.length > 0 && <Button onClick={() => onGo([])}>{t('list.first')}</Button>}
      {trail.length > 0 && <Button onClick={() => onGo(trail.slice(0, -1))}>{t('list.previous')}</Button>}
      {nextCursor !== null && <Button onClick={() => onGo([...trail, nextCursor])}>{t('list.next')}</Button>}
    </footer>
  )
}
