import { useTranslation } from 'react-i18next'
import type { TimelineItem } from '#customers/contract'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { AmountText } from '../AmountText.js'
import { customerPath } from '../customer-paths.js'

function linkOf({ link, custId }: TimelineItem): string | null {
  if (link === null) return null
  if (link.kind === 'list') return `/strategy/lists/${encodeURIComponent(link.key)}`
  return `${customerPath(custId)}?tab=${link.kind === 'consents' ? 'consent' : 'identity'}`
}

interface Props {
  readonly item: TimelineItem
  /** What stands at its left: the time of day, or the day. */
  readonly time: string
  readonly showNumber: boolean
}

/** One thing that happened: when, of what kind, in words, and how much. */
export function TimelineLine({ item, time, showNumber }: Props) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const to = linkOf(item)
  return (
    <li className="timeline-line">
      <time dateTime={item.at} className="figures soft">
        {time}
      </time>
      <span className={`timeline-kind kind-${item.kind}`}>{t(`timeline.kind.${item.kind}`)}</span>
      <span className="timeline-text">
        {to === null ? say(item.title) : <AppLink to={to}>{say(item.title)}</AppLink>} {item.detail !== null && <span className="soft">{say(item.detail)}</span>} {showNumber && <span className="soft figures">{item.custId}</span>}
      </span>
      <span className="timeline-amount">
        {item.amount !== null && (
          <>
            {item.direction !== null && <span className="soft">{t(`timeline.direction.${item.direction}`)} </span>}
            <AmountText amount={item.amount} />
          </>
        )}
      </span>
    </li>
  )
}
