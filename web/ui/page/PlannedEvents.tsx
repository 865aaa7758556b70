import { useTranslation } from 'react-i18next'
import { eventReading, eventUse, plannedEventListSchema } from '#events/contract'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { useApi } from '../../api/query.js'
import { useSay } from '../language/use-say.js'
import { AppLink } from '../place/AppLink.js'

interface Props {
  /** A rule or value; of anything else nothing is told. */
  readonly of: unknown
  /** Opens beside what is being written. */
  readonly isAside?: boolean
}

/** The planned events a rule or value names or reads, each leading to what it means. */
export function PlannedEvents({ of, isAside = false }: Props) {
  const { t } = useTranslation('ui')
  const say = useSay()
  const document = [ruleDocument.safeParse(of), valueDocument.safeParse(of)].find(({ success }) => success)?.data
  const reading = document && eventReading(document)
  const isAsked = reading !== undefined && (reading.names.size > 0 || reading.properties.length > 0)
  const plan = useApi(isAsked ? '/api/v1/events/plan' : null, plannedEventListSchema, { staleTime: 300_000 }).data?.items ?? []
  const used = reading === undefined ? [] : plan.filter((event) => eventUse(event, reading) !== null)
  if (used.length === 0) return null
  return (
    <p className="planned-events soft">
      {t('object.events')}
      {used.map(({ key, name }) => (
        <AppLink key={key} to={`/data/events/plan/${encodeURIComponent(key)}`} {...(isAside ? { target: '_blank' } : {})}>
          {say(name)}
        </AppLink>
      ))}
    </p>
  )
}
