import { useTranslation } from 'react-i18next'
import { misTagCustomersSchema, type MisTagCustomer } from '#tags/contract'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { ExportCorrections } from './ExportCorrections.js'
import { useValueName } from './use-value-name.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

const WHICH = ['corrected', 'kept', 'all'] as const

/** Customers of the newest run, each with the evidence about them. */
export function MisTagCustomers({ checkKey, tag }: { readonly checkKey: string; readonly tag: string }) {
  const { t } = useTranslation('tags')
  const locale = useFormatLocale()
  const valueName = useValueName(tag)
  const list = useList({ path: `/api/v1/mis-tags/${encodeURIComponent(checkKey)}/customers`, schema: misTagCustomersSchema, keys: ['which', 'sort'] })
  return (
    <ListPage
      embedded
      name="mis-tag-customers"
      title={t('mistag.tab.customers')}
      list={list}
      rowKey={({ custId }) => custId}
      columns={[
        { key: 'custId', title: t('mistag.custId'), always: true, render: ({ custId }) => <AppLink to={`/customers/${encodeURIComponent(custId)}`}>{custId}</AppLink> },
        { key: 'value', title: t('mistag.value'), render: ({ value }) => (value === null ? '–' : valueName(value)) },
        { key: 'probability', title: t('mistag.probability'), sort: 'server', align: 'right', render: ({ probability }) => <span className="figures">{formatPercent(probability, locale)}</span> },
        { key: 'why', title: t('mistag.why'), render: (row) => <Evidence row={row} /> },
      ]}
      filters={[{ kind: 'choice', key: 'which', label: t('mistag.which'), choices: WHICH.map((value) => ({ value, label: t(`mistag.whiches.${value}`) })) }]}
      empty={{ title: t('mistag.noneFound'), why: t('mistag.noneFoundWhy') }}
    >
      <div className="tags-rebuild">
        <span />
        <ExportCorrections checkKey={checkKey} />
      </div>
    </ListPage>
  )
}

function Evidence({ row }: { readonly row: MisTagCustomer }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const locale = useFormatLocale()
  const signed = (value: number) => `${value >= 0 ? '+' : '−'}${formatNumber(Math.abs(value), locale, 2)}`
  return (
    <ul className="tags-evidence figures">
      {row.evidence
        .filter(({ adds }) => adds !== 0)
        .map(({ key, name, value, adds }) => (
          <li key={key}>
            {say(name)} {value === null ? t('mistag.missing') : formatNumber(value, locale, Number.isInteger(value) ? 0 : 2)} <span className="soft">{signed(adds)}</span>
          </li>
        ))}
    </ul>
  )
}
