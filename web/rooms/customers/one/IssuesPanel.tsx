import { useTranslation } from 'react-i18next'
import { type CustomerIssues, customerIssuesSchema } from '#customers/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope } from '../../../ui/place/scope.js'
import { customerPath, customerUrl } from '../customer-paths.js'
import { StopSelling } from './StopSelling.js'

function State({ issue }: { readonly issue: CustomerIssues['items'][number] }) {
  const { t } = useTranslation('customers')
  if (issue.byBot) return <StatusTag tone="quiet">{t('panel.issues.bot')}</StatusTag>
  if (issue.closedAt === null) return <StatusTag tone="attention">{t('panel.issues.isOpen')}</StatusTag>
  return <StatusTag tone="done">{t('panel.issues.closed', { date: issue.closedAt.slice(0, 10) })}</StatusTag>
}

function Issues({ issues, custId }: { readonly issues: CustomerIssues; readonly custId: string }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const { items, open, stop, days, more } = issues
  return (
    <>
      {items.length > 0 && <p>{open > 0 ? <StatusTag tone="attention">{t('panel.issues.open', { count: open })}</StatusTag> : <StatusTag tone="done">{t('panel.issues.allClosed')}</StatusTag>}</p>}
      <p>{stop === null ? <span className="soft">{t('panel.issues.ok')}</span> : <StopSelling custId={custId} stop={stop} />}</p>
      {items.length === 0 ? (
        <p className="soft">{t('panel.issues.none', { days })}</p>
      ) : (
        <div className="wide-table">
          <table className="plain-table">
            <thead>
              <tr>{(['what', 'state', 'since', 'about', 'channel'] as const).map((key) => <th key={key} scope="col">{t(`panel.issues.${key}`)}</th>)}</tr>
            </thead>
            <tbody>
              {items.map((issue) => (
                <tr key={`${issue.kind} ${issue.id}`}>
                  <td>{t(`panel.issues.kind.${issue.kind}`)}</td>
                  <td><State issue={issue} /></td>
                  <td><DateText value={issue.at.slice(0, 10)} /></td>
                  <td>{issue.about ?? '–'} {issue.severity !== null && <span className="soft">{t('panel.issues.severity', { n: issue.severity })}</span>}</td>
                  <td>{issue.channel === null ? '–' : say(issue.channel)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more && <p className="soft">{t('panel.issues.more')}</p>}
      {items.length > 0 && <AppLink to={`${customerPath(custId)}?tab=timeline&kinds=complaint,ticket`}>{t('panel.issues.timeline')}</AppLink>}
    </>
  )
}

/** What a service desk has to know before it speaks: open complaints and tickets, and whether anything may be sold. `ready`: what the page opens with has come. */
export function IssuesPanel({ custId, ready }: { readonly custId: string; readonly ready: boolean }) {
  const { t } = useTranslation('customers')
  const { asOf } = useScope()
  const issues = useApi(ready ? `${customerUrl(custId)}/issues` : null, customerIssuesSchema, { query: { asOf } })
  return (
    <section className="panel">
      <h2>
        {t('panel.issues.title')}
        <HelpHint name={t('panel.issues.title')} source={t('panel.issues.source')}>{t('panel.issues.help', { days: issues.data?.days ?? 90 })}</HelpHint>
      </h2>
      <Loaded query={issues} rows={2}>{(found) => <Issues issues={found} custId={custId} />}</Loaded>
    </section>
  )
}
