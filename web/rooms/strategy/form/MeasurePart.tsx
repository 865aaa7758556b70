import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSay } from '../../../ui/language/use-say.js'
import { Field } from './Field.js'
import type { FormPart } from './form-part.js'
import { useMetrics } from './GoalPart.js'

/** What it is judged on, how often a customer may be reached, and when it is valid. */
export function MeasurePart({ values, change, at }: FormPart) {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const metrics = useMetrics().data?.items ?? []
  return (
    <section className="panel">
      <h2>{t('form.measurePart')}</h2>
      <Field label={t('form.metrics')} help={t('form.metricsHelp')} mistakes={at('metrics')}>
        <Select mode="multiple" value={[...values.metrics]} onChange={(chosen: string[]) => change({ metrics: chosen })} options={metrics.map(({ key, name }) => ({ value: key, label: say(name) }))} />
      </Field>
      <div className="two-fields">
        <Field label={t('form.window')} help={t('form.windowHelp')} mistakes={at('window')}>
          <InputNumber value={values.windowDays} min={1} max={730} suffix={t('form.days')} onChange={(windowDays) => change({ windowDays })} />
        </Field>
        <span />
        <Field label={t('form.capDays')} help={t('form.capHelp')} mistakes={at('caps.perCustomerDays')}>
          <InputNumber value={values.capDays} min={1} max={365} suffix={t('form.days')} onChange={(capDays) => change({ capDays })} />
        </Field>
        <Field label={t('form.capMax')} mistakes={at('caps.max')}>
          <InputNumber value={values.capMax} min={1} max={100} suffix={t('form.times')} onChange={(capMax) => change({ capMax })} />
        </Field>
        <Field label={t('form.validFrom')} mistakes={at('validFrom')}>
          <Input type="date" value={values.validFrom} onChange={(event) => change({ validFrom: event.target.value })} />
        </Field>
        <Field label={t('form.validTo')} mistakes={at('validTo')}>
          <Input type="date" value={values.validTo} onChange={(event) => change({ validTo: event.target.value })} />
        </Field>
      </div>
    </section>
  )
}
