import { Button, Checkbox, Form, Input, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PreferenceRequest } from '#privacy/contract'
import { nothing, put } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFieldMistakes } from '../../../ui/feedback/use-field-mistakes.js'
import { DateText } from '../../../ui/figures/Num.js'
import type { CustomerPrivacy } from './customer-privacy.js'
import { useChannelName } from './use-channel-name.js'
import { useRecorded } from './use-recorded.js'

type Values = Omit<PreferenceRequest, 'custId' | 'quietFrom' | 'quietTo'> & { readonly quietFrom: string; readonly quietTo: string }

const CHANNELS = ['SMS', 'EMAIL', 'PHONE', 'PUSH', 'WECOM'] as const
const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

function Shown({ preference }: { readonly preference: CustomerPrivacy['preference'] }) {
  const { t } = useTranslation('customers')
  const channelName = useChannelName()
  const { doNotContact, channelsOff, personalisedOff, quietFrom, quietTo, preferredChannel, lang, elderMode } = preference
  const words = [
    t(doNotContact ? 'preference.dnc' : 'preference.contact'),
    ...(channelsOff.length > 0 ? [t('preference.off', { channels: channelsOff.map(channelName).join(t('kyc.comma')) })] : []),
    ...(quietFrom !== null && quietTo !== null ? [t('preference.quiet', { from: quietFrom, to: quietTo })] : []),
    ...(personalisedOff ? [t('preference.personalisedOff')] : []),
    ...(preferredChannel === null ? [] : [t('preference.prefers', { channel: channelName(preferredChannel) })]),
    ...(lang === null ? [] : [t('preference.lang', { lang })]),
    ...(elderMode ? [t('preference.elder')] : []),
  ]
  return (
    <ul className="customer-sentences">
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  )
}

function Edit({ privacy, onDone }: { readonly privacy: CustomerPrivacy; readonly onDone: () => void }) {
  const { t } = useTranslation('customers')
  const [form] = Form.useForm<Values>()
  const recorded = useRecorded(privacy.custId)
  const own = privacy.books.own ?? privacy.preference
  const save = useAction(
    ({ quietFrom, quietTo, ...values }: Values) =>
      put('/api/v1/privacy/preferences', { ...values, custId: privacy.custId, quietFrom: orNull(quietFrom), quietTo: orNull(quietTo), lang: own.lang, preferredChannel: values.preferredChannel ?? null }, nothing),
    { onDone: () => void recorded().then(onDone) },
  )
  const error = useFieldMistakes(form, save.error, ['reason', 'quietFrom', 'quietTo', 'channelsOff'])
  const channels = CHANNELS.map((value) => ({ value, label: t(`consent.channelName.${value}`) }))
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="narrow-page"
      initialValues={{ ...own, channelsOff: [...own.channelsOff], quietFrom: own.quietFrom ?? '', quietTo: own.quietTo ?? '', reason: '' }}
      onFinish={(values) => save.mutate(values)}
    >
      <Form.Item name="doNotContact" valuePropName="checked" noStyle>
        <Checkbox>{t('preference.dncField')}</Checkbox>
      </Form.Item>
      <Form.Item name="personalisedOff" valuePropName="checked" noStyle>
        <Checkbox>{t('preference.personalisedField')}</Checkbox>
      </Form.Item>
      <Form.Item name="elderMode" valuePropName="checked" noStyle>
        <Checkbox>{t('preference.elder')}</Checkbox>
      </Form.Item>
      <Form.Item name="channelsOff" label={t('preference.offField')}>
        <Select mode="multiple" options={channels} />
      </Form.Item>
      <Form.Item label={t('preference.quietField')}>
        <Space>
          <Form.Item name="quietFrom" noStyle>
            <Input type="time" aria-label={t('preference.from')} />
          </Form.Item>
          <Form.Item name="quietTo" noStyle>
            <Input type="time" aria-label={t('preference.to')} />
          </Form.Item>
        </Space>
      </Form.Item>
      <Form.Item name="preferredChannel" label={t('preference.prefersField')}>
        <Select allowClear options={channels} />
      </Form.Item>
      <Form.Item name="reason" label={t('preference.reason')} rules={[{ required: true, min: 4, message: t('preference.needReason') }]}>
        <Input maxLength={500} placeholder={t('preference.reasonExample')} />
      </Form.Item>
      {error && <ErrorPanel error={error} />}
      <span className="customer-buttons">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('preference.save')}
        </Button>
        <Button onClick={onDone}>{t('preference.cancel')}</Button>
      </span>
    </Form>
  )
}

/** How the customer wishes to be contacted; changed by who looks after them, with its history. */
export function PreferencePanel({ privacy }: { readonly privacy: CustomerPrivacy }) {
  const { t } = useTranslation('customers')
  const mayWrite = useMay('consent.write')
  const [isEditing, setEditing] = useState(false)
  const last = privacy.preferenceHistory[0]
  return (
    <section className="panel">
      <h2>{t('preference.title')}</h2>
      {isEditing ? <Edit privacy={privacy} onDone={() => setEditing(false)} /> : <Shown preference={privacy.preference} />}
      {!isEditing && mayWrite && <Button onClick={() => setEditing(true)}>{t('preference.edit')}</Button>}
      {last !== undefined && (
        <p className="soft">
          {t('preference.last', { by: last.by, reason: last.reason })} <DateText value={last.at} />
        </p>
      )}
    </section>
  )
}
