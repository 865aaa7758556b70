import { Button, Checkbox, Drawer, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Org, type Person, personSchema, roles } from '#platform/access/contract'
import { patch, post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFieldMistakes } from '../../../ui/feedback/use-field-mistakes.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { type PersonValues, toChange, toCreate, toValues } from './person-values.js'

interface Props {
  /** `null`: a new person. */
  readonly person: Person | null
  readonly orgs: readonly Org[]
  readonly onClose: () => void
}

const fields = ['displayName', 'login', 'roles', 'orgId', 'empId', 'password', 'disabled'] as const
const PEOPLE = '/api/v1/people'

/** Adds or changes one person. Mistakes the server finds stand beside their field. */
export function PersonForm({ person, orgs, onClose }: Props) {
  const { t } = useTranslation('settings')
  const { t: shell } = useTranslation('shell')
  const say = useSay()
  const notice = useNotice()
  const [form] = Form.useForm<PersonValues>()
  const save = useAction(
    (values: PersonValues) =>
      person === null
        ? post(PEOPLE, toCreate(values), personSchema)
        : patch(`${PEOPLE}/${encodeURIComponent(person.id)}`, toChange(values), personSchema),
    {
      refreshes: [PEOPLE],
      onDone: ({ displayName }) => {
        notice.done(t('people.saved', { name: displayName }))
        onClose()
      },
    },
  )
  const rest = useFieldMistakes(form, save.error, fields)
  const required = { required: true, message: t('people.form.required') }
  const passwordHint = person === null ? t('people.form.passwordHint') : t('people.form.newPasswordHint')
  return (
    <Drawer
      open
      size={480}
      title={person === null ? t('people.add') : t('people.edit', { name: person.displayName })}
      onClose={onClose}
      footer={
        <Button type="primary" loading={save.isPending} onClick={form.submit}>
          {t('people.form.save')}
        </Button>
      }
    >
      <Form<PersonValues>
        form={form}
        layout="vertical"
        initialValues={toValues(person)}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="displayName" label={t('people.form.displayName')} rules={[required]}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item
          name="login"
          label={t('people.form.login')}
          extra={t('people.form.loginHint')}
          rules={[required]}
        >
          <Input disabled={person !== null} autoComplete="off" maxLength={64} />
        </Form.Item>
        <Form.Item name="roles" label={t('people.form.roles')} rules={[required]}>
          <Select
            mode="multiple"
            options={roles.map((role) => ({ value: role, label: shell(`role.${role}`) }))}
          />
        </Form.Item>
        <Form.Item name="orgId" label={t('people.form.org')} extra={t('people.form.orgHint')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={orgs.map((org) => ({
              value: org.orgId,
              label: `${say({ zh: org.nameZh, en: org.nameEn ?? undefined })} ${org.orgId}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="empId" label={t('people.form.empId')} extra={t('people.form.empIdHint')}>
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
        <Form.Item
          name="password"
          label={person === null ? t('people.form.password') : t('people.form.newPassword')}
          extra={passwordHint}
          rules={person === null ? [required] : []}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {person !== null && (
          <Form.Item name="disabled" valuePropName="checked">
            <Checkbox>{t('people.form.disabled')}</Checkbox>
          </Form.Item>
        )}
      </Form>
      {rest && <ErrorPanel error={rest} />}
    </Drawer>
  )
}
