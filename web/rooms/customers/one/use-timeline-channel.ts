import { useTranslation } from 'react-i18next'
import { timelineChannels } from '#customers/contract'

/** A channel of the timeline in words; the bank's own code where we have none. */
export function useTimelineChannel(): (channel: string) => string {
  const { t } = useTranslation('customers')
  return (channel) => {
    const known = timelineChannels.find((each) => each === channel)
    return known === undefined ? channel : t(`timeline.channelName.${known}`)
  }
}
