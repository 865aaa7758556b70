import { useTranslation } from 'react-i18next'
import { tagVersionsSchema, type TagVersion } from '#tags/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { BackfillForm } from './BackfillForm.js'
import { VersionDiff } from './VersionDiff.js'

interface Props {
  readonly tagKey: string
  readonly hasDraft: boolean
}

/** The versions of a tag: when each was in force, what it was on past days, and whom two of them differ in. */
export function TagVersions({ tagKey, hasDraft }: Props) {
  const { t } = useTranslation('tags')
  const versions = useApi(`/api/v1/tags/${encodeURIComponent(tagKey)}/versions`, tagVersionsSchema)
  return (
    <Loaded query={versions} rows={3}>
      {({ items }) => (
        <div className="tags-stack">
          {items.length === 0 ? <p className="soft">{t('versions.none')}</p> : <VersionRows items={items} />}
          <p>
            <AppLink to={`/customers/tag-requests?tag=${encodeURIComponent(tagKey)}`}>{t('requests.of')}</AppLink>
          </p>
          <VersionDiff tagKey={tagKey} versions={items.map(({ version }) => version)} hasDraft={hasDraft} />
          {items.length > 0 && <BackfillForm tagKey={tagKey} versions={items.map(({ version }) => version)} />}
        </div>
      )}
    </Loaded>
  )
}

function VersionRows({ items }: { readonly items: readonly TagVersion[] }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('tag.version')}</th>
          <th scope="col">{t('versions.inForce')}</th>
          <th scope="col">{t('versions.sentence')}</th>
          <th scope="col">{t('versions.by')}</th>
          <th scope="col">{t('versions.backfills')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.version}>
            <td>
              <Num value={item.version} />
            </td>
            <td className="figures">{item.until === null ? t('versions.since', { from: item.from }) : t('versions.between', { from: item.from, until: item.until })}</td>
            <td>
              <span className="tags-sentence">{say(item.sentence)}</span>
            </td>
            <td>
              {item.publishedBy} <DateText value={item.publishedAt} />
              {item.note !== '' && <span className="soft"> {item.note}</span>}
            </td>
            <td>
              <Backfills items={item.backfills} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const SHOWN = 6

function Backfills({ items }: { readonly items: TagVersion['backfills'] }) {
  const { t } = useTranslation('tags')
  const locale = useFormatLocale()
  if (items.length === 0) return <span className="soft">–</span>
  return (
    <ul className="tags-backfills figures">
      {items.slice(0, SHOWN).map(({ runId, asOf, covered, customers, holdFrom, unheld }) => (
        <li key={runId}>
          {t('versions.backfill', { asOf, covered: formatNumber(covered, locale), customers: formatNumber(customers, locale) })}
          {holdFrom !== null && <span className="soft"> {t('versions.holdFrom', { from: holdFrom })}</span>}
          {unheld && <span className="soft"> {t('versions.unheld')}</span>}
        </li>
      ))}
    </ul>
  )
}
