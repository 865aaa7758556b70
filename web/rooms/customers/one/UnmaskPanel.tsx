import { Button, Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { builtInPurposes, purposeCode, purposeListSchema, quotaSchema, unmaskedSchema, type UnmaskRequest } from '#privacy/contract'
import { post } from '../../../api/client.js'
import { useAction, useApi } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFieldMistakes } from '../../../ui/feedback/use-field-mistakes.js'
import { useSay } from '../../../ui/language/use-say.js'

type Field = UnmaskRequest['fields'][number]
type Values = Pick<UnmaskRequest, 'fields' | 'purpose' | 'reason'>

const QUOTA = '/api/v1/privacy/unmask/quota'

/** Identifiers in clear: with purpose and reason, within the day's quota, recorded. They go when the page is left. */
export function UnmaskPanel({ custId, fields }: { readonly custId: string; readonly fields: readonly Field[] }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const [form] = Form.useForm<Values>()
  const [isOpen, setOpen] = useState(false)
  const quota = useApi(isOpen ? QUOTA : null, quotaSchema).data
  const purposes = useApi(isOpen ? '/api/v1/privacy/purposes' : null, purposeListSchema).data?.items
  const unmask = useAction((values: Values) => post('/api/v1/privacy/unmask', { custId, ...values }, unmaskedSchema), { refreshes: [QUOTA] })
  const error = useFieldMistakes(form, unmask.error, ['fields', 'purpose', 'reason'])
  if (!isOpen) {
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{t('unmask.open')}</Button>
      </div>
    )
  }
  const choices = purposes ?? builtInPurposes.map(({ key, name }) => ({ code: purposeCode(key), name }))
  return (
    <section className="panel" aria-live="polite">
      <h2>{t('unmask.title')}</h2>
      <p className="soft">{quota === undefined ? t('unmask.about') : t('unmask.quota', { used: quota.used, limit: quota.limit, left: quota.left })}</p>
      {unmask.data ? (
        <dl className="customer-facts">
          {fields.flatMap((field) => {
            const value = unmask.data.values[field]
            return value === undefined ? [] : [
              <div key={field} className="fact">
                <dt>{t(`identity.fields.${field}`)}</dt>
                <dd className="figures">{value}</dd>
              </div>,
            ]
          })}
        </dl>
      ) : (
        <Form<Values> form={form} layout="vertical" className="narrow-page" initialValues={{ purpose: 'SERVICE', fields: [] }} onFinish={(values) => unmask.mutate(values)}>
          <Form.Item name="fields" label={t('unmask.fields')} rules={[{ required: true, message: t('unmask.needFields') }]}>
            <Checkbox.Group options={fields.map((field) => ({ value: field, label: t(`identity.fields.${field}`) }))} />
          </Form.Item>
          <Form.Item name="purpose" label={t('unmask.purpose')}>
            <Select options={choices.map(({ code, name }) => ({ value: code, label: say(name) }))} />
          </Form.Item>
          <Form.Item name="reason" label={t('unmask.reason')} rules={[{ required: true, min: 4, message: t('unmask.needReason') }]}>
            <Input maxLength={500} placeholder={t('unmask.reasonExample')} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={unmask.isPending} disabled={quota?.left === 0}>
            {t('unmask.show')}
          </Button>
          {error && <ErrorPanel error={error} />}
        </Form>
      )}
    </section>
  )
}
