import { Button, Drawer, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { definitionSchema } from '#platform/definition/contract'
import { post, put } from '../../api/client.js'
import { useAction } from '../../api/query.js'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel.js'
import { useFieldMistakes } from '../../ui/feedback/use-field-mistakes.js'
import { useSay } from '../../ui/language/use-say.js'
import { useNotice } from '../../ui/theme/AntdLook.js'
import { formulaOf, type MetricItem, type MetricValues, toSave, toValues } from './metric-values.js'

interface Props {
  /** `null`: a new metric. */
  readonly metric: (MetricItem & { readonly revision: number }) | null
  readonly onClose: () => void
}

const DEFINITIONS = '/api/v1/definitions/metric'
const fields = ['zh', 'en', 'key', 'outcome', 'kind', 'of', 'currency', 'better'] as const
const currencies = ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP']

/** Saves the draft, then publishes it. */
async function saveMetric(values: MetricValues, metric: Props['metric']) {
  const written = toSave(values, metric?.body ?? null)
  const saved =
    metric === null
      ? await post(DEFINITIONS, { key: values.key.trim(), ...written }, definitionSchema)
      : await put(`${DEFINITIONS}/${encodeURIComponent(metric.key)}`, written, definitionSchema, { revision: metric.revision })
  if (!saved.hasDraft) return saved
  return post(`${DEFINITIONS}/${encodeURIComponent(saved.key)}/publish`, {}, definitionSchema, { revision: saved.revision })
}

function CountFields() {
  const { t } = useTranslation('insight')
  const values = Form.useWatch((all: MetricValues) => all) as MetricValues | undefined
  const isMean = values?.kind === 'mean'
  return (
    <>
      <Form.Item name="kind" label={t('form.kind')}>
        <Radio.Group options={(['proportion', 'mean'] as const).map((value) => ({ value, label: t(`form.${value}`) }))} />
      </Form.Item>
      <Form.Item name="of" label={t('form.of')} hidden={!isMean}>
        <Radio.Group options={(['count', 'money'] as const).map((value) => ({ value, label: t(`of.${value}`) }))} />
      </Form.Item>
      <Form.Item name="currency" label={t('form.currency')} hidden={!isMean || values.of !== 'money'}>
        <Select options={currencies.map((value) => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item name="better" label={t('form.better')}>
        <Radio.Group options={(['higher', 'lower'] as const).map((value) => ({ value, label: t(`better.${value}`) }))} />
      </Form.Item>
      {values?.outcome && (
        <p aria-live="polite">
          <span className="soft">{t('form.formula')}</span> {t(`formula.${formulaOf(values)}`, { outcome: values.outcome, currency: values.currency ?? '' })}
        </p>
      )}
    </>
  )
}

/** Adds or changes one metric; the sentence below says what it will compute. */
export function MetricForm({ metric, onClose }: Props) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const notice = useNotice()
  const [form] = Form.useForm<MetricValues>()
  const save = useAction((values: MetricValues) => saveMetric(values, metric), {
    refreshes: ['/api/v1/metrics', DEFINITIONS],
    onDone: ({ name }) => {
      notice.done(t('saved', { name: say(name) }))
      onClose()
    },
  })
  const rest = useFieldMistakes(form, save.error, fields)
  const required = { required: true, message: t('form.required') }
  return (
    <Drawer
      open
      size={480}
      title={metric === null ? t('add') : t('edit', { name: say(metric.name) })}
      onClose={onClose}
      footer={
        <Button type="primary" loading={save.isPending} onClick={form.submit}>
          {t('form.save')}
        </Button>
      }
    >
      <Form<MetricValues> form={form} layout="vertical" initialValues={toValues(metric)} onFinish={(values) => save.mutate(values)}>
        <Form.Item name="zh" label={t('form.nameZh')} rules={[required]}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="en" label={t('form.nameEn')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="key" label={t('form.key')} extra={t('form.keyHint')} rules={[required, { pattern: /^[a-z][a-z0-9-]*$/, message: t('form.badKey') }]}>
          <Input disabled={metric !== null} maxLength={60} />
        </Form.Item>
        <Form.Item name="outcome" label={t('form.outcome')} extra={t('form.outcomeHint')} rules={[required]}>
          <Input maxLength={80} />
        </Form.Item>
        <CountFields />
      </Form>
      {rest && <ErrorPanel error={rest} />}
    </Drawer>
  )
}
