import { Checkbox, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { policyViewSchema, type PrivacyPolicy } from '#privacy/contract'
import { put } from '../../../api/client.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { PRIVACY } from '../privacy-paths.js'

/** Quota of clear values, whether sources must name a purpose, years kept by law. */
export function PolicyTab() {
  const policy = useApi(`${PRIVACY}/policy`, policyViewSchema)
  return <Loaded query={policy}>{({ version, ...values }) => <PolicyForm key={version} values={values} version={version} />}</Loaded>
}

function PolicyForm({ values, version }: { readonly values: PrivacyPolicy; readonly version: number }) {
  const { t } = useTranslation('privacy')
  const mayWrite = useMay('privacy.manage')
  const notice = useNotice()
  const refresh = useRefresh()
  const [form] = Form.useForm<PrivacyPolicy>()
  const save = async () => {
    await put(`${PRIVACY}/policy`, await form.validateFields(), policyViewSchema)
    await refresh(PRIVACY)
    notice.done(t('policy.done'))
  }
  return (
    <div className="narrow-page">
      <p className="soft">{t('policy.version', { version })}</p>
      <Form<PrivacyPolicy> form={form} layout="vertical" initialValues={values} disabled={!mayWrite}>
        <Form.Item name="unmaskPerDay" label={t('policy.unmask')} rules={[{ required: true, message: t('required') }]}>
          <InputNumber min={0} max={10_000} precision={0} />
        </Form.Item>
        <Form.Item name="retentionYears" label={t('policy.years')} extra={`${t('policy.yearsHint')} · ${t('policy.source')}`} rules={[{ required: true, message: t('required') }]}>
          <InputNumber min={0} max={100} precision={0} />
        </Form.Item>
        <Form.Item name="requirePurpose" valuePropName="checked">
          <Checkbox>{t('policy.require')}</Checkbox>
        </Form.Item>
      </Form>
      {mayWrite && (
        <ConfirmButton type="primary" label={t('policy.confirm')} title={t('policy.title')} onConfirm={save}>
          {t('policy.what')}
        </ConfirmButton>
      )}
    </div>
  )
}
