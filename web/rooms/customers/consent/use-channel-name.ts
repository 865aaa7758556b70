import { useTranslation } from 'react-i18next'

const KNOWN = ['SMS', 'EMAIL', 'PHONE', 'PUSH', 'WECOM'] as const

/** A way of contact in words; what the bank calls it where we have no word. */
export function useChannelName(): (channel: string) => string {
  const { t } = useTranslation('customers')
  return (channel) => {
    if (channel === '') return t('consent.everyChannel')
    const known = KNOWN.find((each) => each === channel)
    return known === undefined ? channel : t(`consent.channelName.${known}`)
  }
}
