import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { PLAN_KIND, type PlannedEventDetail, plannedEventSchema } from '#events/contract'
import { purposeListSchema } from '#privacy/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { VersionTable } from '../../../ui/page/VersionTable.js'
import { keepScope } from '../../../ui/place/scope.js'
import { editPlanEvent, EVENTS, PLAN_TAB } from '../events-paths.js'
import { PlannedUsers } from './PlannedUsers.js'
import { PropTable } from './PropTable.js'
import { SeenPanel } from './SeenPanel.js'
import '../events.css'

/** An event of the tracking plan for whoever meets it in a rule: meaning, purposes, properties, versions, what uses it. */
export function PlanEventPage() {
  const { key = '' } = useParams()
  const planned = useApi(`${EVENTS}/plan/${encodeURIComponent(key)}`, plannedEventSchema)
  return <Loaded query={planned}>{(event) => <Planned event={event} />}</Loaded>
}

function Planned({ event }: { readonly event: PlannedEventDetail }) {
  const { t } = useTranslation('events')
  const say = useSay()
  const mayRead = useMay('data.read')
  const { key, name, version, hasDraft, owner } = event
  return (
    <ObjectPage
      header={
        <ObjectHeader
          name={say(name)}
          {...(mayRead ? { parent: { label: t('tab.plan'), to: PLAN_TAB } } : {})}
          {...(event.archived ? { status: <StatusTag tone="quiet">{t('planned.archivedStatus')}</StatusTag> } : {})}
          version={version}
          hasDraft={hasDraft}
          {...(owner === '' ? {} : { owner })}
          note={<code>{event.event}</code>}
          actions={<Edit planKey={key} />}
        />
      }
      tabs={[
        { key: 'about', label: t('planned.about'), content: <About event={event} /> },
        { key: 'versions', label: t('planned.versions'), content: <VersionTable kind={PLAN_KIND} objectKey={key} /> },
        { key: 'usage', label: t('planned.usage'), content: <PlannedUsers event={event} /> },
      ]}
    />
  )
}

function Edit({ planKey }: { readonly planKey: string }) {
  const { t } = useTranslation('events')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  if (!useMay('event.manage')) return null
  return <Button onClick={() => void navigate(keepScope(editPlanEvent(planKey), search))}>{t('planned.edit')}</Button>
}

function About({ event }: { readonly event: PlannedEventDetail }) {
  const { t } = useTranslation('events')
  const mayRead = useMay('data.read')
  const state = stateOf(event)
  return (
    <>
      {state !== null && <Alert type={state === 'otherDraft' ? 'info' : 'warning'} showIcon title={t(`planned.${state}`)} />}
      <div className={mayRead ? 'form-beside' : ''}>
        <div className="form-stack">
          <section className="panel">
            <Facts event={event} />
          </section>
          <section className="panel">
            <h2>{t('form.props')}</h2>
            <PropTable props={event.props} />
          </section>
        </div>
        {mayRead && (
          <aside>
            <section className="panel">
              <h2>{t('planned.seen')}</h2>
              <SeenPanel event={event.event} />
            </section>
          </aside>
        )}
      </div>
    </>
  )
}

/** What a reader must know before the rest. */
function stateOf({ archived, version, hasDraft }: PlannedEventDetail): 'archived' | 'notYet' | 'otherDraft' | null {
  if (archived) return 'archived'
  if (version === null) return 'notYet'
  return hasDraft ? 'otherDraft' : null
}

function Facts({ event }: { readonly event: PlannedEventDetail }) {
  const { t } = useTranslation('events')
  const say = useSay()
  const known = useApi('/api/v1/privacy/purposes', purposeListSchema).data?.items ?? []
  const purposes = event.purposes.map((code) => known.find((each) => each.code.toLowerCase() === code.toLowerCase())?.name ?? { zh: code })
  const { name, description, onViolation } = event
  return (
    <dl className="planned-facts">
      <dt>{t('planned.meaning')}</dt>
      <dd>{description === undefined ? <span className="soft">{t('planned.noMeaning')}</span> : say(description)}</dd>
      <dt>{t('planned.zh')}</dt>
      <dd>{name.zh}</dd>
      <dt>{t('planned.en')}</dt>
      <dd>{name.en ?? '–'}</dd>
      <dt>{t('planned.sentAs')}</dt>
      <dd>
        <code>{event.event}</code>
      </dd>
      <dt>{t('form.purposes')}</dt>
      <dd>{purposes.length === 0 ? t('planned.noPurposes') : purposes.map((each) => say(each)).join(' · ')}</dd>
      <dt>{t('form.onViolation')}</dt>
      <dd>
        {t(`form.onViolations.${onViolation}`)} <span className="soft">{t(`form.onViolationHint.${onViolation}`)}</span>
      </dd>
    </dl>
  )
}
