import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { nothing, post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFieldMistakes } from '../../../ui/feedback/use-field-mistakes.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'

interface Values {
  readonly current: string
  readonly next: string
  readonly again: string
}

/** Changes one's own password; every session ends with it. */
export function PasswordPage() {
  const { t } = useTranslation('settings')
  const [form] = Form.useForm<Values>()
  const save = useAction(
    ({ current, next }: Values) => post('/api/v1/session/password', { current, next }, nothing),
    {
      onDone: () => location.assign('/sign-in'),
    },
  )
  const rest = useFieldMistakes(form, save.error, ['current', 'next'])
  const required = { required: true, message: t('people.form.required') }
  const same = {
    validator: (_: unknown, again: string) =>
      again === form.getFieldValue('next')
        ? Promise.resolve()
        : Promise.reject(new Error(t('password.differs'))),
  }
  return (
    <div className="narrow-page">
      <PageHeader title={t('password.title')} purpose={t('password.purpose')} />
      <Form<Values> form={form} layout="vertical" onFinish={(values) => save.mutate(values)}>
        <Form.Item name="current" label={t('password.current')} rules={[required]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <Form.Item name="next" label={t('password.next')} extra={t('password.hint')} rules={[required]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item name="again" label={t('password.again')} dependencies={['next']} rules={[required, same]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {rest && <ErrorPanel error={rest} />}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('password.submit')}
        </Button>
      </Form>
    </div>
  )
}
