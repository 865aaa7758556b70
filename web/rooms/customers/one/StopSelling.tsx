import { useTranslation } from 'react-i18next'
import type { DoNotSell } from '#customers/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { customerPath } from '../customer-paths.js'

/** At the head of the page: nothing is to be sold now, since when, why, until when, and what the contact gate does. */
export function StopSelling({ custId, stop }: { readonly custId: string; readonly stop: DoNotSell }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  return (
    <span className="stop-selling" role="note">
      <StatusTag tone="attention">{t('stop.title')}</StatusTag>{' '}
      <span>
        {t('stop.since', { since: stop.since })}
        {stop.until === null ? t('stop.open') : t('stop.until', { until: stop.until })} · {say(stop.reason)} · {t('stop.gate')}
      </span>{' '}
      <AppLink to={`${customerPath(custId)}?tab=timeline&kinds=complaint`}>{t('stop.see')}</AppLink>{' '}
      <HelpHint name={t('flag.doNotSell')} source={t('stop.source')}>
        {t('stop.help')}
      </HelpHint>
    </span>
  )
}
