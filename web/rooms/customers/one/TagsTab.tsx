import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CustomerUses } from '#customers/contract'
import type { ApiError } from '../../../api/problem.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AmountText } from '../AmountText.js'
import { FaintMark } from './FaintMark.js'
import { ManualTags } from './ManualTags.js'
import { WhyButton } from './WhyButton.js'
import { PlainTable } from './PlainTable.js'
import { isFaint } from './tag-faces.js'

type Tag = CustomerUses['tags'][number]

export function TagValueText({ tag }: { readonly tag: Tag }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const { value, amount, label, type, refused } = tag
  if (refused !== null) return <span className="soft">{t('objection.removed', { date: refused.slice(0, 10) })}</span>
  if (amount !== null) return <AmountText amount={amount} full />
  if (label !== null) return <>{say(label)}</>
  if (value === null) return <Num value={null} />
  if (typeof value === 'boolean') return <>{t(value ? 'tags.yes' : 'tags.no')}</>
  if (typeof value === 'number') return <Num value={value} digits={4} />
  if (typeof value !== 'string') return <>{value.length === 0 ? '–' : tag.items.map(say).join(t('kyc.comma'))}</>
  if (type === 'date') return <DateText value={value} />
  return <>{type === 'int' ? <Num value={Number(value)} /> : value}</>
}

/** How the customer is spread over codes, largest first: a bar each. */
function TagShares({ shares }: { readonly shares: Tag['shares'] }) {
  const say = useSay()
  const locale = useFormatLocale()
  if (shares.length === 0) return null
  return (
    <dl className="tag-shares">
      {shares.toSorted((a, b) => b.share - a.share).map((part) => (
        <div key={part.code}>
          <dt>{say(part)}</dt>
          <dd>
            <i aria-hidden><b style={{ width: `${(100 * part.share).toFixed(1)}%` }} /></i>
            <span className="figures">{formatPercent(part.share, locale)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const FACETS = ['attribute', 'social', 'interest', 'value', 'risk', 'marketing']

function Tags({ tags, date, custId }: { readonly tags: readonly Tag[]; readonly date: string; readonly custId: string }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const sorted = tags.toSorted((a, b) => FACETS.indexOf(a.facet) - FACETS.indexOf(b.facet))
  return (
    <PlainTable
      title={t('tags.asOf', { date, count: tags.length })}
      none=""
      rows={sorted}
      rowKey={({ key }) => key}
      columns={[
        { title: t('tags.facetName'), render: ({ facet }) => <span className="soft">{t(`tags.facet.${facet as 'value'}`, { defaultValue: facet })}</span> },
        { title: t('tags.tag'), render: ({ key, name: label }) => <AppLink to={`/customers/tags/${encodeURIComponent(key)}`}>{say(label)}</AppLink> },
        { title: t('tags.value'), render: (tag) => <span className={isFaint(tag) ? 'soft' : ''}><TagValueText tag={tag} /> <FaintMark tag={tag} /><TagShares shares={tag.shares} /></span> },
        { title: t('panel.tags.asOf'), render: ({ asOf, model, refresh }) => <><DateText value={asOf} /><br /><small className="soft">{[t(`panel.tags.refresh.${refresh as 'daily'}`, { defaultValue: refresh }), ...(model === null ? [] : [model])].join(' · ')}</small></> },
        { title: t('panel.tags.grade'), render: ({ key, grade }) => (grade === null ? <span className="soft">{t('panel.tags.noGrade')}</span> : <AppLink to={`/customers/tags/${encodeURIComponent(key)}?tab=evaluation`}>{grade}</AppLink>) },
        { title: t('tags.class'), render: ({ classification }) => <span className="soft">{classification}</span> },
        { title: t('why.title'), render: ({ key, name: label }) => <WhyButton custId={custId} tag={key} name={say(label)} /> },
      ]}
    />
  )
}

/** Tags of the newest snapshot by facet, and the segments the customer is in. */
export function TagsTab({ uses, custId }: { readonly uses: UseQueryResult<CustomerUses, ApiError>; readonly custId: string }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  return (
    <Loaded query={uses}>
      {({ tags, tagsAsOf, segments }) => (
        <div className="stack">
          {tagsAsOf === null ? <EmptyState title={t('tags.empty')} why={t('tags.emptyWhy')} /> : <><p className="soft">{t('panel.tags.fresh')}</p><Tags tags={tags} date={tagsAsOf} custId={custId} /></>}
          <ManualTags custId={custId} />
          <PlainTable
            title={t('tags.segments')}
            none={t('tags.noSegments')}
            rows={segments}
            rowKey={({ key }) => key}
            columns={[
              { title: t('tags.segment'), render: ({ key, name }) => <AppLink to={`/customers/segments/${encodeURIComponent(key)}`}>{say(name)}</AppLink> },
              { title: t('tags.snapshot'), render: ({ asOf }) => <DateText value={asOf} /> },
            ]}
          />
        </div>
      )}
    </Loaded>
  )
}
