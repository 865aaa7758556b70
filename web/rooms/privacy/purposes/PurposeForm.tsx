import { Button, Checkbox, Drawer, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Purpose, purposeSchema } from '#privacy/contract'
import { definitionsOf, type DefinitionView, publishDefinition, saveDefinition } from '../../../api/definitions.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { PRIVACY } from '../privacy-paths.js'

interface Values {
  readonly key: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly body: Purpose
  readonly note?: string
}

const blank: Purpose = {
  legalBasis: 'consent', description: { zh: '', en: '' }, separateConsent: false, sensitive: false,
  retention: { years: 3, after: 'consent' }, notices: [{ version: '1', zh: '', en: '' }],
}

/** Writes a purpose and publishes it as the next version. */
export function PurposeForm({ definition, onClose }: { readonly definition: DefinitionView | null; readonly onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const notice = useNotice()
  const [form] = Form.useForm<Values>()
  const save = useAction(
    async ({ key, name, body, note }: Values) => {
      const written = await saveDefinition('purpose', { key: definition?.key ?? key, name, body }, definition?.revision ?? null)
      return publishDefinition('purpose', written.key, written.revision, note === '' ? undefined : note)
    },
    {
      refreshes: [definitionsOf('purpose'), `${PRIVACY}/purposes`],
      onDone: () => {
        notice.done(t('one.done'))
        onClose()
      },
    },
  )
  const needed = [{ required: true, message: t('required') }]
  const initial: Values = definition === null ? { key: '', name: { zh: '' }, body: blank } : { key: definition.key, name: definition.name, body: purposeSchema.parse(definition.body) }
  return (
    <Drawer
      open
      size={560}
      title={definition === null ? t('one.new') : t('one.title')}
      onClose={onClose}
      footer={
        <Button type="primary" loading={save.isPending} onClick={form.submit}>
          {t('one.publish')}
        </Button>
      }
    >
      <Form<Values> form={form} layout="vertical" initialValues={initial} onFinish={(values) => save.mutate(values)}>
        {definition === null && (
          <Form.Item name="key" label={t('one.key')} extra={t('one.keyHint')} rules={[...needed, { pattern: /^[a-z][a-z0-9-]{1,62}$/, message: t('one.keyHint') }]}>
            <Input autoFocus />
          </Form.Item>
        )}
        <div className="privacy-two">
          <Form.Item name={['name', 'zh']} label={t('one.zh')} rules={needed}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name={['name', 'en']} label={t('one.en')}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
        <Form.Item name={['body', 'legalBasis']} label={t('list.basis')} extra={t('basisSource')}>
          <Select options={(['contract', 'consent', 'legal-duty', 'public'] as const).map((value) => ({ value, label: t(`basis.${value}`) }))} />
        </Form.Item>
        <Form.Item name={['body', 'description', 'zh']} label={t('one.describeZh')} rules={needed}>
          <Input.TextArea autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Form.Item name={['body', 'description', 'en']} label={t('one.describeEn')} rules={needed}>
          <Input.TextArea autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Form.Item name={['body', 'separateConsent']} valuePropName="checked">
          <Checkbox>{t('one.separate')}</Checkbox>
        </Form.Item>
        <Form.Item name={['body', 'sensitive']} valuePropName="checked">
          <Checkbox>{t('one.sensitive')}</Checkbox>
        </Form.Item>
        <div className="privacy-two">
          <Form.Item name={['body', 'retention', 'years']} label={t('one.years')} rules={needed}>
            <InputNumber min={0} max={100} precision={0} />
          </Form.Item>
          <Form.Item name={['body', 'retention', 'after']} label={t('one.from')}>
            <Select options={(['relationship', 'consent', 'collection'] as const).map((value) => ({ value, label: t(`after.${value}`) }))} />
          </Form.Item>
        </div>
        <h3>{t('one.notices')}</h3>
        <p className="soft">{t('one.noticeHint')}</p>
        <NoticeFields />
        <Form.Item name="note" label={t('one.note')}>
          <Input maxLength={1000} />
        </Form.Item>
      </Form>
      {save.error && <ErrorPanel error={save.error} />}
    </Drawer>
  )
}

function NoticeFields() {
  const { t } = useTranslation('privacy')
  const needed = [{ required: true, message: t('required') }]
  return (
    <Form.List name={['body', 'notices']}>
      {(fields, { add }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="notice-edit">
              <Form.Item name={[name, 'version']} label={t('one.version')} rules={needed}>
                <Input maxLength={40} />
              </Form.Item>
              <Form.Item name={[name, 'zh']} label={t('one.noticeZh')} rules={needed}>
                <Input.TextArea autoSize={{ minRows: 2 }} maxLength={5000} />
              </Form.Item>
              <Form.Item name={[name, 'en']} label={t('one.noticeEn')}>
                <Input.TextArea autoSize={{ minRows: 2 }} maxLength={5000} />
              </Form.Item>
            </div>
          ))}
          <Form.Item>
            <Button onClick={() => add({ version: String(fields.length + 1), zh: '', en: '' })}>{t('one.addNotice')}</Button>
          </Form.Item>
        </>
      )}
    </Form.List>
  )
}
