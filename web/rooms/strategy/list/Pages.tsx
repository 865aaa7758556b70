import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../ui/format.js'
import type { List } from '../../../ui/list/use-list.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

/** The pager of a table inside a tab. */
export function Pages<Row>({ list }: { readonly list: List<Row> }) {
  const { t } = useTranslation('ui')
  const locale = useFormatLocale()
  const count = list.total
  return (
    <footer className="pager">
      {count !== null && <span className="soft figures">{t('list.rows', { count, shown: formatNumber(count, locale) })}</span>}
      {list.previous && <Button onClick={list.previous}>{t('list.previous')}</Button>}
      {list.next && <Button onClick={list.next}>{t('list.next')}</Button>}
    </footer>
  )
}
