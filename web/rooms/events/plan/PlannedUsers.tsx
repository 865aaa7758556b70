import { useTranslation } from 'react-i18next'
import type { PlannedEventDetail } from '#events/contract'
import { useSay } from '../../../ui/language/use-say.js'
import { useDefinitionLinks } from '../../../ui/page/use-definition-links.js'
import { AppLink } from '../../../ui/place/AppLink.js'

/** Definitions that name a planned event or read its properties. */
export function PlannedUsers({ event }: { readonly event: Pick<PlannedEventDetail, 'usedBy' | 'otherUsers'> }) {
  const { usedBy: users, otherUsers } = event
  const { t } = useTranslation('events')
  const say = useSay()
  const links = useDefinitionLinks()(users)
  const others = otherUsers > 0 && <p className="soft">{t('planned.usageOthers', { count: otherUsers })}</p>
  if (users.length === 0) return others || <p className="soft">{t('planned.usageNone')}</p>
  return (
    <>
      <p className="soft">{t('planned.usageHint')}</p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('planned.kind')}</th>
            <th scope="col">{t('planned.what')}</th>
            <th scope="col">{t('planned.how')}</th>
          </tr>
        </thead>
        <tbody>
          {users.map(({ kind, key, name, isNamed, props }, at) => {
            const to = links[at]?.to
            const how = [...(isNamed ? [t('planned.names')] : []), ...(props.length > 0 ? [t('planned.reads', { props: props.join(' · ') })] : [])]
            return (
              <tr key={`${kind}/${key}`}>
                <td>{links[at]?.kind}</td>
                <td>
                  {to === undefined ? say(name) : <AppLink to={to}>{say(name)}</AppLink>} <code className="soft">{key}</code>
                </td>
                <td>{how.join(' · ')}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {others}
    </>
  )
}
