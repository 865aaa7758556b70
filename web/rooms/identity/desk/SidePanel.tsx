import { useTranslation } from 'react-i18next'
import type { ReviewItem } from '#identity/contract'
import { DateText } from '../../../ui/figures/Num.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { customerPath } from '../identity-paths.js'
import { MoneyOf } from '../MoneyOf.js'

/** Both sides' bank relation, what a merge brings together, and what was decided before. */
export function SidePanel({ item }: { readonly item: ReviewItem }) {
  const { t } = useTranslation('identity')
  return (
    <aside className="rail desk-side">
      {item.sides.map((side) => (
        <section key={side.custId}>
          <h3>
            <AppLink to={customerPath(side.custId)}>{side.custId}</AppLink>
          </h3>
          <ul>
            <li>
              {t('desk.opened')} <DateText value={side.openDate} />
            </li>
            <li>
              {t('desk.status')} {side.status ?? t('desk.none')}
            </li>
            <li>
              {t('desk.org')} {side.mainOrg ?? t('desk.none')} · {t('desk.rm')} {side.rm ?? t('desk.none')}
            </li>
            <li>
              {t('desk.value')} <MoneyOf minor={side.valueMinor} />
            </li>
            {side.otherCustIds.length > 0 && (
              <li>
                {t('desk.others')} {side.otherCustIds.join(' · ')}
              </li>
            )}
          </ul>
        </section>
      ))}
      <section>
        <h3>{t('desk.together')}</h3>
        <p>
          <span className="number-list figures">{item.together.map((custId) => <span key={custId}>{custId}</span>)}</span> <span className="soft">{t('desk.togetherCount', { n: item.together.length })}</span>
        </p>
        <p className="soft">{t('desk.effect')}</p>
        <p className="tone-warm">{t('desk.lists')}</p>
      </section>
      {item.history.length > 0 && (
        <section>
          <h3>{t('desk.history')}</h3>
          <ul>
            {item.history.map(({ decision, note, by, at }) => (
              <li key={`${at} ${decision}`}>
                {t(`desk.said.${decision}`)} · {by} <DateText value={at} /> {note !== null && <span className="soft">{note}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  )
}
