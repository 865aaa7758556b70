import { addDays } from '#kernel/calendar'
import type { ContactChannel } from '../contract.js'

/** At most `max` contacts in any `days` business days, today included. */
export interface CapRule {
  readonly days: number
  readonly max: number
}

/** Hours a channel may reach people, `HH:MM` in the bank's zone, from included, to excluded. */
export interface Hours {
  readonly from: string
  readonly to: string
}

/** domain.md 6.3, defaults: a task is a relationship manager's call, a webhook a push, e-mail is kept as rare as SMS. */
export const channelHours: Readonly<Record<ContactChannel, Hours | null>> = {
  FILE: null,
  WEBHOOK: { from: '08:00', to: '21:00' },
  EMAIL: { from: '09:00', to: '20:00' },
  TASK: { from: '09:00', to: '19:00' },
}

export const channelCaps: Readonly<Record<ContactChannel, readonly CapRule[]>> = {
  FILE: [],
  WEBHOOK: [{ days: 7, max: 3 }],
  EMAIL: [{ days: 7, max: 1 }, { days: 30, max: 4 }],
  TASK: [{ days: 30, max: 2 }],
}

export const allChannelCaps: readonly CapRule[] = [{ days: 7, max: 2 }, { days: 30, max: 6 }]

/** A contact reserved or made earlier. */
export interface PastContact {
  readonly channel: ContactChannel
  readonly strategy: string
  /** Business date. */
  readonly day: string
}

/** Whether one more contact today would break a cap. */
export function isOverCap(contacts: readonly PastContact[], rule: CapRule, today: string): boolean {
  const first = addDays(today, 1 - rule.days)
  return contacts.filter(({ day }) => day >= first && day <= today).length >= rule.max
}

/** Whether a channel may reach people at a time of day. */
export function isOpenAt(channel: ContactChannel, time: string): boolean {
  const hours = channelHours[channel]
  return hours === null || (hours.from <= time && time < hours.to)
}
