import { Button, Checkbox, Drawer, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ColumnClass, columnClassSchema, disclosureOf } from '#privacy/contract'
import { del, put } from '../../../api/client.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFieldMistakes } from '../../../ui/feedback/use-field-mistakes.js'
import { DateText } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { PRIVACY } from '../privacy-paths.js'
import { DisclosureTag } from './DisclosureTag.js'
import { maskedExample, onlookerKinds, onlookers } from './onlookers.js'

interface Values {
  readonly class: ColumnClass['class']
  readonly level: number
  readonly sensitive: boolean
  readonly why: string
}

const urlOf = ({ table, column }: ColumnClass): string => `${PRIVACY}/classification/${encodeURIComponent(table)}/${encodeURIComponent(column)}`

/** One column: who is shown what of it, and its class, changed by a person with a reason. */
export function ClassDrawer({ row, onClose }: { readonly row: ColumnClass; readonly onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const say = useSay()
  const mayWrite = useMay('privacy.manage')
  const refresh = useRefresh()
  const reset = async () => {
    await del(urlOf(row), columnClassSchema)
    await refresh(`${PRIVACY}/classification`, '/api/v1/data')
  }
  return (
    <Drawer open size={560} title={say(row.name)} onClose={onClose} extra={<AppLink to={`/data/dictionary/${row.table}/${row.column}`}><code>{`${row.table}.${row.column}`}</code></AppLink>}>
      <Shown row={row} />
      {row.overridden !== null && (
        <p>
          {t('class.byWhom', { name: row.overridden.by, why: row.overridden.why })} <DateText value={row.overridden.at} />{' '}
          {mayWrite && (
            <ConfirmButton size="small" label={t('class.reset')} title={t('class.resetTitle', { column: say(row.name) })} onConfirm={reset}>
              {t('class.resetWhat')}
            </ConfirmButton>
          )}
        </p>
      )}
      {mayWrite && <Change row={row} onDone={onClose} />}
    </Drawer>
  )
}

function Shown({ row }: { readonly row: ColumnClass }) {
  const { t } = useTranslation('privacy')
  const example = row.identifier ? maskedExample(row.column, { name: t('class.sampleName'), address: t('class.sampleAddress') }) : null
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('class.who')}</th>
          <th scope="col">{t('class.sees')}</th>
          {example !== null && <th scope="col">{t('class.example')}</th>}
        </tr>
      </thead>
      <tbody>
        {onlookerKinds.map((kind) => {
          const shown = disclosureOf(row, onlookers[kind])
          return (
            <tr key={kind}>
              <td>{t(`class.onlooker.${kind}`)}</td>
              <td>
                <DisclosureTag shown={shown} />
              </td>
              {example !== null && <td className="figures">{shown === 'clear' ? example.clear : shown === 'masked' ? example.masked : ''}</td>}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Change({ row, onDone }: { readonly row: ColumnClass; readonly onDone: () => void }) {
  const { t } = useTranslation('privacy')
  const [form] = Form.useForm<Values>()
  const save = useAction((values: Values) => put(urlOf(row), values, columnClassSchema), { refreshes: [`${PRIVACY}/classification`, '/api/v1/data'], onDone })
  const rest = useFieldMistakes(form, save.error, ['class', 'level', 'sensitive', 'why'])
  return (
    <>
      <h3>{t('class.change')}</h3>
      <p className="soft">{t('class.audited')}</p>
      <Form<Values> form={form} layout="vertical" initialValues={{ class: row.class, level: row.level, sensitive: row.sensitive, why: '' }} onFinish={(values) => save.mutate(values)}>
        <Form.Item name="class" label={t('class.class')}>
          <Select options={['C1', 'C2', 'C3'].map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="level" label={t('class.level')}>
          <Select options={[1, 2, 3, 4, 5].map((value) => ({ value, label: String(value) }))} />
        </Form.Item>
        <Form.Item name="sensitive" valuePropName="checked">
          <Checkbox>{t('class.sensitive')}</Checkbox>
        </Form.Item>
        <Form.Item name="why" label={t('class.why')} rules={[{ required: true, min: 4, message: t('required') }]}>
          <Input maxLength={500} />
        </Form.Item>
        {rest && <ErrorPanel error={rest} />}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('class.save')}
        </Button>
      </Form>
    </>
  )
}
