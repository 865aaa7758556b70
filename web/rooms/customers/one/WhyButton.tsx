import { Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TagReason, tagReasonSchema } from '#customers/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSay } from '../../../ui/language/use-say.js'
import { TextButton } from '../../../ui/action/TextButton.js'
import { useScope } from '../../../ui/place/scope.js'
import { AmountText } from '../AmountText.js'
import { customerUrl } from '../customer-paths.js'

interface Props {
  readonly custId: string
  readonly tag: string
  readonly name: string
}

/** The rule in words, and what each of its readings is of this customer. */
export function Reason({ reason }: { readonly reason: TagReason }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  if (reason.refused !== null) return <p className="why">{t('why.refused', { date: reason.refused.slice(0, 10) })}</p>
  return (
    <div className="why">
      {reason.model !== null && <p>{t('why.model', { model: reason.model })}</p>}
      {reason.sentence !== null && <p>{say(reason.sentence)}</p>}
      {reason.sentence !== null && reason.readings.length === 0 && <p className="soft">{t('why.none')}</p>}
      {reason.readings.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('why.reading')}</th>
              <th scope="col">{t('why.value')}</th>
            </tr>
          </thead>
          <tbody>
            {reason.readings.map(({ phrase, value, amount, type }) => (
              <tr key={phrase.zh}>
                <td>{say(phrase)}</td>
                <td className="figures">{amount !== null ? <AmountText amount={amount} full /> : value === null || value === '' ? <span className="soft">{t('why.noValue')}</span> : type === 'bool' ? t(value === 'true' || value === '1' ? 'tags.yes' : 'tags.no') : value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function Content({ custId, tag }: Omit<Props, 'name'>) {
  const { asOf } = useScope()
  const reason = useApi(`${customerUrl(custId)}/tags/${encodeURIComponent(tag)}/why`, tagReasonSchema, { query: { asOf }, staleTime: 300_000 })
  return <Loaded query={reason} rows={3}>{(found) => <Reason reason={found} />}</Loaded>
}

/** Opens why a tag has its value; asked only when opened. */
export function WhyButton({ custId, tag, name }: Props) {
  const { t } = useTranslation('customers')
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" title={t('why.ask', { name })} content={open ? <Content custId={custId} tag={tag} /> : null} classNames={{ root: 'why-popover' }}>
      <span><TextButton onClick={() => setOpen(!open)}>{t('why.title')}</TextButton></span>
    </Popover>
  )
}
