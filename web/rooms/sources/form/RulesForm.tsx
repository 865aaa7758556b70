import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { DriftFields } from './DriftFields.js'
import type { PartProps } from './part-props.js'
import { GroundFields } from './GroundFields.js'
import { PromiseFields, ScheduleFields } from './ScheduleFields.js'

/** Everything about a source but its connection and its mapping. */
export function RulesForm({ sourceKey, ...props }: PartProps & { readonly sourceKey: string }) {
  const { t } = useTranslation('sources')
  return (
    <Form layout="vertical" component="div" className="source-two">
      <section className="panel">
        <h2>{t('rules.ground')}</h2>
        <GroundFields {...props} />
      </section>
      <div className="source-stack">
        {props.body.connector !== undefined && props.body.connector.kind !== 'upload' && (
          <section className="panel">
            <h2>{t('rules.schedule')}</h2>
            <ScheduleFields {...props} sourceKey={sourceKey} />
          </section>
        )}
        <section className="panel">
          <h2>
            {t('rules.refresh')} · {t('rules.retry')}
          </h2>
          <PromiseFields {...props} />
        </section>
        <section className="panel">
          <h2>{t('rules.drift')}</h2>
          <DriftFields {...props} />
        </section>
      </div>
    </Form>
  )
}
