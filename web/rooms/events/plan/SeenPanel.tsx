import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { adoptedSchema, coverageSchema, type PlanEvent, violationListSchema } from '#events/contract'
import { post } from '../../../api/client.js'
import { useAction, useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { EVENTS } from '../events-paths.js'

interface Props {
  readonly event: string
  /** Takes what was received into the plan; without it the panel only tells. */
  readonly onSeen?: (props: PlanEvent['props']) => void
}

/** What really comes of the event, beside what the plan says of it. */
export function SeenPanel({ event, onSeen }: Props) {
  const { t } = useTranslation('events')
  const mayWatch = useMay('event.manage')
  const seen = (useApi(`${EVENTS}/coverage`, coverageSchema).data?.items ?? []).find((item) => item.event === event)
  const violations = (useApi(`${EVENTS}/violations`, violationListSchema).data?.items ?? []).filter((item) => item.event === event)
  if (event === '') return <p className="soft">{t('form.seenWaiting')}</p>
  if (seen === undefined || seen.count === 0) return <p className="soft">{t('form.neverSeen')}</p>
  return (
    <>
      <dl className="seen-facts figures">
        <dt>{t('plan.count')}</dt>
        <dd>
          <Num value={seen.count} />
        </dd>
        <dt>{t('plan.last')}</dt>
        <dd>
          <DateText value={seen.lastSeen} />
        </dd>
      </dl>
      <p className="event-actions">
        {onSeen && <TakeSeen event={event} onSeen={onSeen} />}
        {mayWatch && <AppLink to={`/data/events?tab=live&event=${encodeURIComponent(event)}`}>{t('form.watch')}</AppLink>}
      </p>
      {violations.length > 0 && (
        <>
          <h3>
            <AppLink to={`/data/events?tab=violations&q=${encodeURIComponent(event)}`}>{t('plan.violations')}</AppLink>
          </h3>
          <ul className="seen-wrong">
            {violations.map(({ prop, kind, lib, libVersion, count }) => (
              <li key={`${prop} ${kind} ${lib} ${libVersion}`}>
                {prop !== '' && <code>{prop}</code>} {t(`violation.kinds.${kind}`)} · {lib} {libVersion} · <Num value={count} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function TakeSeen({ event, onSeen }: Required<Props>) {
  const { t } = useTranslation('events')
  const notice = useNotice()
  const faultText = useFaultText()
  const adopt = useAction(() => post(`${EVENTS}/adopt`, { event }, adoptedSchema), {
    onDone: ({ body, sampledEvents }) => {
      onSeen(body.props)
      notice.done(t('form.seenTaken', { count: sampledEvents }))
    },
  })
  return (
    <Button size="small" loading={adopt.isPending} onClick={() => adopt.mutate(undefined, { onError: (error) => notice.warn(faultText(error)) })}>
      {t('form.fromSeen')}
    </Button>
  )
}
