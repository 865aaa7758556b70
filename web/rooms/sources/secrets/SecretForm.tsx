import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ConnectorSecretView, connectorSecretViewSchema } from '#ingest/contract'
import { put } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFieldMistakes } from '../../../ui/feedback/use-field-mistakes.js'
import { SECRETS } from '../paths.js'

type Kind = ConnectorSecretView['kind']

interface Values {
  readonly name: string
  readonly kind: Kind
  readonly hosts: readonly string[]
  readonly user?: string
  readonly password?: string
  readonly accessKeyId?: string
  readonly secretAccessKey?: string
  readonly token?: string
  readonly header?: string
}

type Part = 'user' | 'password' | 'accessKeyId' | 'secretAccessKey' | 'token' | 'header'
const PARTS: Readonly<Record<Kind, readonly Part[]>> = { password: ['user', 'password'], 'access-key': ['accessKeyId', 'secretAccessKey'], token: ['token', 'header'] }
const HIDDEN: readonly Part[] = ['password', 'secretAccessKey', 'token']

/** A new secret, or a new value of one. What is kept is never filled in again. */
export function SecretForm({ secret, onClose }: { readonly secret: ConnectorSecretView | null; readonly onClose: () => void }) {
  const { t } = useTranslation('sources')
  const { t: ui } = useTranslation('ui')
  const [form] = Form.useForm<Values>()
  const kind = (Form.useWatch('kind', form) as Kind | undefined) ?? secret?.kind ?? 'password'
  const save = useAction(
    ({ name, hosts, ...values }: Values) => {
      const own = PARTS[values.kind].flatMap((part) => (values[part] === undefined || values[part] === '' ? [] : [[part, values[part]] as const]))
      return put(`${SECRETS}/${encodeURIComponent(name)}`, { kind: values.kind, hosts, ...Object.fromEntries(own) }, connectorSecretViewSchema)
    },
    { refreshes: [SECRETS], onDone: onClose },
  )
  const rest = useFieldMistakes(form, save.error, ['name', 'hosts', ...PARTS[kind]])
  return (
    <Form<Values> form={form} layout="vertical" className="panel" autoComplete="off" initialValues={{ name: secret?.name ?? '', kind: secret?.kind ?? 'password', hosts: secret?.hosts ?? [] }} onFinish={(values) => save.mutate(values)}>
      <div className="source-form">
        <Form.Item name="name" label={t('secret.name')} extra={t('secret.nameHint')} rules={[{ required: true }]}>
          <Input disabled={secret !== null} />
        </Form.Item>
        <Form.Item name="kind" label={t('secret.kind')}>
          <Select<Kind> options={(['password', 'access-key', 'token'] as const).map((value) => ({ value, label: t(`secret.kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item name="hosts" label={t('secret.hosts')} extra={t('secret.hostsHint')} rules={[{ required: true }]} className="wide">
          <Select mode="tags" open={false} suffix={null} />
        </Form.Item>
        {PARTS[kind].map((part) => (
          <Form.Item key={part} name={part} label={t(`secret.${part}`)} rules={[{ required: part !== 'header' }]} extra={part === 'header' ? t('secret.headerHint') : undefined}>
            {HIDDEN.includes(part) ? <Input.Password autoComplete="new-password" visibilityToggle={false} /> : <Input autoComplete="off" />}
          </Form.Item>
        ))}
      </div>
      {rest && <ErrorPanel error={rest} />}
      <div className="row-actions">
        <Button onClick={onClose}>{ui('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('secret.save')}
        </Button>
      </div>
    </Form>
  )
}
