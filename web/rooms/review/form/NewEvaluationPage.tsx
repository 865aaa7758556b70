import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { metricListSchema } from '#insight/contract'
import { definitionSchema } from '#platform/definition/contract'
import { vocabularySchema } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useAction, useApi } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFieldMistakes } from '../../../ui/feedback/use-field-mistakes.js'
import { formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { keepScope, useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { startEvaluation } from '../detail/RunButton.js'
import { DEFINITIONS, EVALUATIONS, evaluationPath } from '../review-paths.js'
import { ArmsField } from './ArmsField.js'
import { type ArmValue, type EvaluationValues, isHundred, startValues, sumOf, toCreate } from './evaluation-values.js'
import '../review.css'

const fields = ['zh', 'en', 'key', 'metrics', 'by', 'segment', 'windowDays', 'control'] as const

function useChoices() {
  const say = useSay()
  const metrics = useApi('/api/v1/metrics', metricListSchema).data?.items ?? []
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 }).data
  const optionOf = ({ key, name }: { key: string; name: { zh: string; en?: string | undefined } }) => ({ value: key, label: say(name) })
  return {
    metrics: metrics.filter(({ version }) => version !== null).map(optionOf),
    tags: (vocabulary?.tags ?? []).filter(({ type }) => type === 'enum' || type === 'bool').map(optionOf),
    segments: (vocabulary?.segments ?? []).map(optionOf),
  }
}

function WhatFields() {
  const { t } = useTranslation('review')
  const required = { required: true, message: t('form.required') }
  const of = Form.useWatch<EvaluationValues['of']>('of')
  return (
    <>
      <Form.Item name="of" label={t('form.of')}>
        <Radio.Group options={[{ value: 'campaign', label: t('form.campaign') }, { value: 'strategy', label: t('form.strategy') }]} />
      </Form.Item>
      <Form.Item name="subject" rules={[required]} extra={of === 'strategy' ? t('form.strategyHint') : t('form.campaignHint')}>
        <Input aria-label={t('form.of')} />
      </Form.Item>
      {of === 'strategy' && (
        <Form.Item name="list" label={t('form.list')}>
          <Input />
        </Form.Item>
      )}
    </>
  )
}

function ChoiceFields() {
  const { t } = useTranslation('review')
  const choices = useChoices()
  const search = { optionFilterProp: 'label' }
  return (
    <>
      <Form.Item name="metrics" label={t('form.metrics')} rules={[{ required: true, message: t('form.required') }]}>
        <Select mode="multiple" showSearch={search} options={choices.metrics} />
      </Form.Item>
      <Form.Item name="by" label={t('form.by')}>
        <Select mode="multiple" maxCount={10} showSearch={search} options={choices.tags} />
      </Form.Item>
      <Form.Item name="segment" label={t('form.segment')}>
        <Select allowClear showSearch={search} options={choices.segments} />
      </Form.Item>
      <Form.Item name="windowDays" label={t('form.window')} extra={t('form.windowHint')}>
        <InputNumber min={1} max={730} precision={0} />
      </Form.Item>
    </>
  )
}

/** Describes an evaluation, publishes it and computes it. */
export function NewEvaluationPage() {
  const { t } = useTranslation('review')
  const locale = useFormatLocale()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const { asOf } = useScope()
  const [form] = Form.useForm<EvaluationValues>()
  const control = (Form.useWatch('control', form) as string | undefined) ?? startValues.control
  const create = useAction(
    async (values: EvaluationValues) => {
      const made = await post(DEFINITIONS, toCreate(values), definitionSchema)
      const { jobId } = await startEvaluation(made, asOf)
      return { key: made.key, jobId }
    },
    {
      refreshes: [EVALUATIONS, DEFINITIONS],
      onDone: ({ key, jobId }) => void navigate(keepScope(`${evaluationPath(key)}?job=${jobId}`, search), { replace: true }),
    },
  )
  const rest = useFieldMistakes(form, create.error, fields)
  const required = { required: true, message: t('form.required') }
  const checkShares = (_: unknown, arms: readonly ArmValue[]) =>
    isHundred(arms) ? Promise.resolve() : Promise.reject(new Error(t('form.badShares', { sum: formatPercent(sumOf(arms) / 100, locale) })))
  return (
    <>
      <PageHeader title={t('form.title')} purpose={t('form.purpose')} />
      <Form<EvaluationValues> form={form} layout="vertical" className="evaluation-form" initialValues={startValues} onFinish={(values) => create.mutate({ ...values, control })}>
        <Form.Item name="zh" label={t('form.nameZh')} rules={[required]}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="en" label={t('form.nameEn')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="key" label={t('form.key')} extra={t('form.keyHint')} rules={[required, { pattern: /^[a-z][a-z0-9-]*$/, message: t('form.badKey') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <WhatFields />
        <Form.Item name="arms" label={t('form.arms')} extra={t('form.armsHint')} rules={[{ validator: checkShares }]}>
          <ArmsField control={control} onControl={(arm) => form.setFieldValue('control', arm)} />
        </Form.Item>
        <Form.Item name="control" hidden>
          <Input />
        </Form.Item>
        <ChoiceFields />
        {rest && <ErrorPanel error={rest} />}
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {t('form.create')}
        </Button>
      </Form>
    </>
  )
}
