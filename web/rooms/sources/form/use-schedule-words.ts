import { useTranslation } from 'react-i18next'
import type { Schedule } from '#ingest/contract'
import { readCron } from './cron-words.js'

/** A schedule as a sentence. */
export function useScheduleWords(): (schedule: Schedule | null | undefined) => string {
  const { t } = useTranslation('sources')
  const join = (parts: readonly string[]): string => parts.join(t('schedule.join'))
  const cronWords = (cron: string): string => {
    const said = readCron(cron)
    switch (said.kind) {
      case 'daily':
        return t('schedule.daily', { at: said.at })
      case 'weekly':
        return t('schedule.weekly', { at: said.at, days: join(said.weekdays.map((day) => t(`schedule.weekday.${String(day) as '0'}`))) })
      case 'monthly':
        return t('schedule.monthly', { at: said.at, days: join(said.days.map(String)) })
      case 'minutes':
        return t('schedule.everyMinutes', { n: said.every })
      case 'hourly':
        return t('schedule.hourly', { minute: said.minute })
      case 'other':
        return t('schedule.cron', { cron })
    }
  }
  const bankDayWords = ({ day, at }: Extract<Schedule, { kind: 'bank-day' }>): string => {
    if (day === 'every') return t('schedule.everyBankDay', { at })
    return day === 'month-end' ? t('schedule.monthEnd', { at }) : t('schedule.nthBankDay', { at, n: day })
  }
  return (schedule) => {
    if (schedule === null || schedule === undefined) return t('schedule.none')
    const when = schedule.kind === 'cron' ? cronWords(schedule.cron) : bankDayWords(schedule)
    return join([when, t('schedule.brings', { day: t(`rules.dataOfs.${schedule.dataOf}`) })])
  }
}
