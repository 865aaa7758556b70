import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { metricListSchema } from '#insight/contract'
import { segmentListSchema } from '#segments/contract'
import { goalKinds, purposes } from '#strategy/contract'
import { useApi } from '../../../api/query.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { Field } from './Field.js'
import type { FormPart } from './form-part.js'

export const useMetrics = () => useApi('/api/v1/metrics', metricListSchema)
export const useSegments = () => useApi('/api/v1/segments', segmentListSchema)

interface NameProps extends FormPart {
  readonly isNew: boolean
}

/** Name and goal: what the strategy is for. */
export function GoalPart({ values, change, at, isNew }: NameProps) {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const metrics = useMetrics().data?.items ?? []
  return (
    <section className="panel">
      <h2>{t('form.goalPart')}</h2>
      <div className="two-fields">
        <Field label={t('form.zh')} mistakes={at('name.zh', 'zh')}>
          <Input value={values.zh} maxLength={100} autoFocus={isNew} onChange={(event) => change({ zh: event.target.value })} />
        </Field>
        <Field label={t('form.en')}>
          <Input value={values.en} maxLength={200} onChange={(event) => change({ en: event.target.value })} />
        </Field>
        <Field label={t('form.key')} help={t('form.keyHelp')} mistakes={at('key')}>
          <Input value={values.key} disabled={!isNew} maxLength={63} onChange={(event) => change({ key: event.target.value })} />
        </Field>
        <Field label={t('form.goal')} mistakes={at('goal.kind')}>
          <Select value={values.goal} onChange={(goal) => change({ goal })} options={goalKinds.map((value) => ({ value, label: t(`goal.${value}`) }))} />
        </Field>
        <Field label={t('form.goalMetric')} help={t('form.goalMetricHelp')} mistakes={at('goal.metric')}>
          <Select
            allowClear
            value={values.goalMetric === '' ? null : values.goalMetric}
            onChange={(goalMetric: string | null | undefined) => change({ goalMetric: goalMetric ?? '' })}
            options={metrics.map(({ key, name }) => ({ value: key, label: say(name) }))}
          />
        </Field>
        <Field label={t('form.goalNote')} mistakes={at('goal.note')}>
          <Input value={values.goalNote} maxLength={1000} onChange={(event) => change({ goalNote: event.target.value })} />
        </Field>
      </div>
    </section>
  )
}

/** Whom it reaches: a segment, in words and with its newest size. */
export function AudiencePart({ values, change, at }: FormPart) {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const segments = useSegments().data?.items ?? []
  const chosen = segments.find(({ key }) => key === values.segment)
  const help = chosen && (
    <>
      {say(chosen.sentence)}{' '}
      {chosen.latest ? (
        <>
          {t('form.segmentSize')} <Num value={chosen.latest.size} /> · <DateText value={chosen.latest.asOf} />
        </>
      ) : (
        t('form.segmentNoSize')
      )}
    </>
  )
  return (
    <section className="panel">
      <h2>{t('form.audiencePart')}</h2>
      <Field label={t('form.segment')} help={help} mistakes={at('segment')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={values.segment === '' ? null : values.segment}
          placeholder={t('form.segmentChoose')}
          onChange={(segment: string) => change({ segment, segmentVersion: 'latest' })}
          options={segments.map(({ key, name }) => ({ value: key, label: `${say(name)} · ${key}` }))}
        />
      </Field>
      <Field label={t('form.purpose')} help={t(`purpose.${values.purpose}.help`)} mistakes={at('purpose')}>
        <Select value={values.purpose} onChange={(purpose) => change({ purpose })} options={purposes.map((value) => ({ value, label: t(`purpose.${value}.name`) }))} />
      </Field>
    </section>
  )
}
