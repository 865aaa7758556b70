import { Button, Drawer, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { erasureViewSchema, type RequestKind, requestKinds } from '#privacy/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFieldMistakes } from '../../../ui/feedback/use-field-mistakes.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { REQUESTS } from '../privacy-paths.js'

interface Values {
  readonly custId: string
  readonly kind: RequestKind
  readonly reason: string
}

/** Asks that a customer's data (of any, or the one on the page) be erased, only stored, or used again; somebody else confirms. */
export function RequestForm({ custId, onClose }: { readonly custId?: string; readonly onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const notice = useNotice()
  const [form] = Form.useForm<Values>()
  const kind = (Form.useWatch('kind', form) as RequestKind | undefined) ?? 'ERASE'
  const save = useAction((values: Values) => post(REQUESTS, values, erasureViewSchema), {
    refreshes: [REQUESTS],
    onDone: () => {
      notice.done(t('request.done'))
      onClose()
    },
  })
  const rest = useFieldMistakes(form, save.error, ['custId', 'kind', 'reason'])
  return (
    <Drawer
      open
      size={480}
      title={t('request.add')}
      onClose={onClose}
      footer={
        <Button type="primary" loading={save.isPending} onClick={form.submit}>
          {t('request.create')}
        </Button>
      }
    >
      <Form<Values> form={form} layout="vertical" initialValues={{ custId: custId ?? '', kind: 'ERASE', reason: '' }} onFinish={(values) => save.mutate(values)}>
        <Form.Item name="custId" label={t('customer')} rules={[{ required: true, message: t('required') }]}>
          <Input autoFocus={custId === undefined} disabled={custId !== undefined} maxLength={200} />
        </Form.Item>
        <Form.Item name="kind" label={t('request.kind')} extra={t(`request.effect.${kind}`)}>
          <Radio.Group options={requestKinds.map((value) => ({ value, label: t(`request.kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, min: 4, message: t('required') }]}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
        </Form.Item>
      </Form>
      <p className="soft">{t('request.twoPeople')}</p>
      {rest && <ErrorPanel error={rest} />}
    </Drawer>
  )
}
