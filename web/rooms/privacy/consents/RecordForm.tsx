import { Button, Checkbox, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ConsentRequest } from '#privacy/contract'
import { nothing, post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFieldMistakes } from '../../../ui/feedback/use-field-mistakes.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { PRIVACY } from '../privacy-paths.js'
import { usePurposes } from '../use-purposes.js'

const CHANNELS = ['', 'SMS', 'EMAIL', 'PHONE', 'PUSH', 'WECOM'] as const
type Values = Omit<ConsentRequest, 'custId'>

/** Records what a customer says: agreement with its evidence, or a withdrawal. It counts at once. */
export function RecordForm({ custId, onDone }: { readonly custId: string; readonly onDone: () => void }) {
  const { t } = useTranslation('privacy')
  const say = useSay()
  const notice = useNotice()
  const { items } = usePurposes()
  const [form] = Form.useForm<Values>()
  const granted = (Form.useWatch('granted', form) as boolean | undefined) ?? true
  const chosen = Form.useWatch('purpose', form)
  const purpose = items.find(({ code }) => code === chosen)
  const save = useAction((values: Values) => post(`${PRIVACY}/consents`, { ...values, custId }, nothing), {
    refreshes: [PRIVACY, '/api/v1/customers'],
    onDone: () => {
      notice.done(t('consent.done'))
      form.setFieldsValue({ evidence: '' })
      onDone()
    },
  })
  const rest = useFieldMistakes(form, save.error, ['purpose', 'channel', 'notice', 'evidence', 'separate', 'way'])
  return (
    <>
      <h3>{t('consent.record')}</h3>
      <Form<Values> form={form} layout="vertical" initialValues={{ purpose: 'MARKETING', channel: '', granted: true, separate: false, evidence: '', way: 'RM' }} onFinish={(values) => save.mutate(values)}>
        <Form.Item name="purpose" label={t('consent.purpose')}>
          <Select options={items.map(({ code, name }) => ({ value: code, label: say(name) }))} />
        </Form.Item>
        <Form.Item name="granted" label={t('consent.said')} extra={t('consent.atOnce')}>
          <Radio.Group
            options={[
              { value: true, label: t('consent.yes') },
              { value: false, label: t('consent.no') },
            ]}
          />
        </Form.Item>
        <Form.Item name="channel" label={t('consent.channel')}>
          <Select options={CHANNELS.map((value) => ({ value, label: value === '' ? t('consent.everyChannel') : value }))} />
        </Form.Item>
        {granted && (
          <Form.Item name="notice" label={t('consent.notice')}>
            <Select allowClear options={(purpose?.notices ?? []).map(({ version }) => ({ value: version, label: t('one.noticeVersion', { version }) }))} />
          </Form.Item>
        )}
        {granted && purpose?.separateConsent === true && (
          <Form.Item name="separate" valuePropName="checked">
            <Checkbox>{t('consent.separate')}</Checkbox>
          </Form.Item>
        )}
        <Form.Item name="evidence" label={t('consent.evidence')} extra={t('consent.evidenceHint')} rules={granted ? [{ required: true, message: t('consent.needEvidence') }] : []}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="way" label={t('consent.way')}>
          <Select options={(['RM', 'CUSTOMER'] as const).map((value) => ({ value, label: t(`consent.ways.${value}`) }))} />
        </Form.Item>
        {rest && <ErrorPanel error={rest} />}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('consent.record')}
        </Button>
      </Form>
    </>
  )
}
