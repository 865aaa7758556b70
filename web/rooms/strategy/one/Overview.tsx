import { useTranslation } from 'react-i18next'
import { metricListSchema } from '#insight/contract'
import { segmentListSchema } from '#segments/contract'
import type { Strategy } from '#strategy/contract'
import { useApi } from '../../../api/query.js'
import { DateText, Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'

function Segment({ segmentKey }: { readonly segmentKey: string }) {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const found = useApi('/api/v1/segments', segmentListSchema).data?.items.find(({ key }) => key === segmentKey)
  return (
    <>
      <AppLink to={`/customers/segments/${encodeURIComponent(segmentKey)}`}>{found === undefined ? segmentKey : say(found.name)}</AppLink>
      {found && <p className="soft">{say(found.sentence)}</p>}
      {found?.latest && (
        <p className="soft">
          {t('form.segmentSize')} <Num value={found.latest.size} /> · <DateText value={found.latest.asOf} />
        </p>
      )}
    </>
  )
}

function Arms({ body }: { readonly body: Strategy }) {
  const { t } = useTranslation('strategy')
  const say = useSay()
  return (
    <ul>
      {body.arms.map((arm) => (
        <li key={arm.key}>
          {say(arm.name)} <code>{arm.key}</code> <Percent value={arm.share} /> {arm.control && <span className="soft">{t('one.heldBack')}</span>}
        </li>
      ))}
    </ul>
  )
}

/** What the strategy does, as facts. */
export function Overview({ body }: { readonly body: Strategy }) {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const metrics = useApi('/api/v1/metrics', metricListSchema).data?.items ?? []
  const metricName = (key: string) => say(metrics.find((metric) => metric.key === key)?.name ?? { zh: key })
  const { goal, window, caps, content } = body
  return (
    <dl className="facts-list panel">
      <dt>{t('form.goal')}</dt>
      <dd>
        {t(`goal.${goal.kind}`)} {goal.metric !== undefined && metricName(goal.metric)} <span className="soft">{goal.note}</span>
      </dd>
      <dt>{t('form.segment')}</dt>
      <dd>
        <Segment segmentKey={body.segment.key} />
      </dd>
      <dt>{t('form.purpose')}</dt>
      <dd>{t(`purpose.${body.purpose}.name`)}</dd>
      <dt>{t('form.channel')}</dt>
      <dd>
        {t(`channel.${body.channel}.name`)} <span className="soft">{body.webhookUrl}</span>
      </dd>
      <dt>{t('column.arms')}</dt>
      <dd>
        <Arms body={body} />
      </dd>
      <dt>{t('form.metrics')}</dt>
      <dd>{body.metrics.length === 0 ? <span className="soft">{t('one.noMetrics')}</span> : body.metrics.map(metricName).join(' · ')}</dd>
      <dt>{t('form.window')}</dt>
      <dd>{window === undefined ? <span className="soft">{t('one.noWindow')}</span> : t('one.windowDays', { days: window.days })}</dd>
      <dt>{t('one.caps')}</dt>
      <dd>{caps === undefined ? <span className="soft">{t('one.noCaps')}</span> : t('one.capsOf', { days: caps.perCustomerDays, max: caps.max })}</dd>
      {content && (
        <>
          <dt>{t('form.body')}</dt>
          <dd className="content-text">
            {content.subject !== undefined && <strong>{content.subject}</strong>} {content.body}
          </dd>
        </>
      )}
    </dl>
  )
}
