import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Refresh, Schedule } from '#ingest/contract'
import { useDefinitions } from '../../../api/definitions.js'
import { useSay } from '../../../ui/language/use-say.js'
import { Field } from '../../../ui/form/Field.js'
import type { PartProps } from './part-props.js'
import { useScheduleWords } from './use-schedule-words.js'

type BankDay = Extract<Schedule, { kind: 'bank-day' }>
const NTH = Array.from({ length: 15 }, (_, at) => at + 1)
const dataOfs = ['same-day', 'previous-day', 'previous-bank-day'] as const
const fresh = { none: undefined, 'bank-day': { kind: 'bank-day', day: 'every', at: '06:00', dataOf: 'previous-bank-day' }, cron: { kind: 'cron', cron: '0 6 * * *', dataOf: 'previous-day' } } as const

function BankDayFields({ schedule, set, mistakes }: { readonly schedule: BankDay; readonly set: (next: BankDay) => void; readonly mistakes: PartProps['mistakes'] }) {
  const { t } = useTranslation('sources')
  const days = [...(['every', 'month-end'] as const).map((value) => ({ value: value, label: t(`rules.days.${value}`) })), ...NTH.map((n) => ({ value: n, label: t('rules.nth', { n }) }))]
  return (
    <>
      <Field label={t('rules.day')} path="schedule.day" mistakes={mistakes} hint={t('rules.bankDayHint')}>
        {(id) => <Select<BankDay['day']> id={id} value={schedule.day} options={days} onChange={(day) => set({ ...schedule, day })} />}
      </Field>
      <Field label={t('rules.at')} path="schedule.at" mistakes={mistakes}>
        {(id) => <Input id={id} type="time" value={schedule.at} onChange={(event) => set({ ...schedule, at: event.target.value })} />}
      </Field>
    </>
  )
}

/** When to fetch, with the sentence it makes. */
export function ScheduleFields({ body, set, mistakes, sourceKey }: PartProps & { readonly sourceKey: string }) {
  const { t } = useTranslation('sources')
  const say = useSay()
  const words = useScheduleWords()
  const { schedule } = body
  const others = (useDefinitions('source').data?.items ?? []).filter(({ key, archived }) => key !== sourceKey && !archived)
  return (
    <>
      <p className="source-words">{words(schedule)}</p>
      <div className="source-form">
        <Field label={t('rules.schedule')} path="schedule.kind" mistakes={mistakes}>
          {(id) => <Select<keyof typeof fresh> id={id} value={schedule?.kind ?? 'none'} options={(['none', 'bank-day', 'cron'] as const).map((value) => ({ value, label: t(`rules.scheduleKind.${value}`) }))} onChange={(kind) => set({ schedule: fresh[kind] })} />}
        </Field>
        {schedule?.kind === 'bank-day' && <BankDayFields schedule={schedule} set={(next) => set({ schedule: next })} mistakes={mistakes} />}
        {schedule?.kind === 'cron' && (
          <Field label={t('rules.cron')} path="schedule.cron" mistakes={mistakes} hint={t('rules.cronHint')}>
            {(id) => <Input id={id} value={schedule.cron} onChange={(event) => set({ schedule: { ...schedule, cron: event.target.value } })} />}
          </Field>
        )}
        {schedule !== undefined && (
          <Field label={t('rules.dataOf')} path="schedule.dataOf" mistakes={mistakes} hint={t('rules.dataOfHint')}>
            {(id) => <Select id={id} value={schedule.dataOf} options={dataOfs.map((value) => ({ value, label: t(`rules.dataOfs.${value}`) }))} onChange={(dataOf: (typeof dataOfs)[number]) => set({ schedule: { ...schedule, dataOf } })} />}
          </Field>
        )}
        <Field label={t('rules.after')} path="after" mistakes={mistakes}>
          {(id) => <Select id={id} mode="multiple" value={[...(body.after ?? [])]} options={others.map(({ key, name }) => ({ value: key, label: say(name) }))} onChange={(after: string[]) => set({ after: after.length === 0 ? undefined : after })} />}
        </Field>
      </div>
    </>
  )
}

/** By when data should be in, and what happens after a failure. */
export function PromiseFields({ body, set, mistakes }: PartProps) {
  const { t } = useTranslation('sources')
  const { refresh, retry } = body
  const number = (value: number | undefined, least: number, most: number, change: (value: number) => void) => (id: string) => <InputNumber id={id} min={least} max={most} value={value ?? null} onChange={(next) => next !== null && change(next)} />
  return (
    <div className="source-form">
      <Field label={t('rules.refresh')} path="refresh.every" mistakes={mistakes}>
        {(id) => <Select<Refresh['every'] | 'none'> id={id} value={refresh?.every ?? 'none'} options={(['none', 'day', 'bank-day', 'month'] as const).map((value) => ({ value, label: t(`rules.refreshKind.${value}`) }))} onChange={(every) => set({ refresh: every === 'none' ? undefined : { by: '09:00', lagDays: 1, ...refresh, every } })} />}
      </Field>
      {refresh !== undefined && (
        <>
          <Field label={t('rules.by')} path="refresh.by" mistakes={mistakes}>
            {(id) => <Input id={id} type="time" value={refresh.by} onChange={(event) => set({ refresh: { ...refresh, by: event.target.value } })} />}
          </Field>
          <Field label={t('rules.lagDays')} path="refresh.lagDays" mistakes={mistakes}>
            {number(refresh.lagDays, 0, 31, (lagDays) => set({ refresh: { ...refresh, lagDays } }))}
          </Field>
        </>
      )}
      <Field label={t('rules.retryTimes')} path="retry.times" mistakes={mistakes}>
        {number(retry?.times ?? 0, 0, 20, (times) => set({ retry: times === 0 ? undefined : { backoffMinutes: 10, ...retry, times } }))}
      </Field>
      {retry !== undefined && (
        <Field label={t('rules.backoff')} path="retry.backoffMinutes" mistakes={mistakes} hint={t('rules.backoffHint')}>
          {number(retry.backoffMinutes, 1, 1440, (backoffMinutes) => set({ retry: { ...retry, backoffMinutes } }))}
        </Field>
      )}
      <Field label={t('field.lateDays')} path="lateDays" mistakes={mistakes} hint={t('field.lateHint')}>
        {(id) => <InputNumber id={id} min={0} max={3660} value={body.lateDays ?? null} onChange={(value) => set({ lateDays: value ?? undefined })} />}
      </Field>
    </div>
  )
}
