import { channelWord } from './channel-words.js'

/** How a customer wishes to be contacted, as one book has it. */
export interface Preference {
  readonly doNotContact: boolean
  readonly channelsOff: readonly string[]
  readonly personalisedOff: boolean
  /** `HH:MM` in the bank's zone; a night runs over midnight. */
  readonly quietFrom: string | null
  readonly quietTo: string | null
  readonly lang: string | null
  readonly elderMode: boolean
  readonly preferredChannel: string | null
}

export const noPreference: Preference = {
  doNotContact: false, channelsOff: [], personalisedOff: false, quietFrom: null, quietTo: null, lang: null, elderMode: false, preferredChannel: null,
}

/**
 * The preference that counts (PRV-5): a no in either book counts, whichever is newer, so that the core system's next
 * file does not undo what a customer told us; anything else is taken from what was written here, else from the bank's book.
 */
export function mergePreferences(own: Preference | null, bank: Preference | null): Preference {
  const first = own ?? bank ?? noPreference
  const second = bank ?? noPreference
  const quiet = first.quietFrom !== null && first.quietTo !== null ? first : second
  return {
    doNotContact: first.doNotContact || second.doNotContact,
    channelsOff: [...new Set([...first.channelsOff, ...second.channelsOff])].sort(),
    personalisedOff: first.personalisedOff || second.personalisedOff,
    quietFrom: quiet.quietFrom,
    quietTo: quiet.quietTo,
    lang: first.lang ?? second.lang,
    elderMode: own === null ? second.elderMode : own.elderMode,
    preferredChannel: first.preferredChannel ?? second.preferredChannel,
  }
}

/** Channels of a text such as `SMS, phone`. */
export function channelsOf(text: string): string[] {
  return [...new Set(text.split(/[,;，、|\s]+/).map(channelWord).filter((word) => word !== ''))].sort()
}

/** `HH:MM` of a bank's spelling such as `9:00` or `21:30:00`; null when it is none. */
export function timeOf(text: string | null): string | null {
  const found = /^\s*([01]?\d|2[0-3]):([0-5]\d)(?::\d\d)?\s*$/.exec(text ?? '')
  return found === null ? null : `${(found[1] ?? '').padStart(2, '0')}:${found[2] ?? ''}`
}

/** Whether a time of day lies in quiet hours, from included, to excluded; equal ends mean the whole day. */
export function isQuiet(time: string, from: string | null, to: string | null): boolean {
  if (from === null || to === null) return false
  if (from === to) return true
  return from < to ? from <= time && time < to : time >= from || time < to
}
