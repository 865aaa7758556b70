import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { armAnswerSchema, listDetailSchema, strategyListSchema } from '#strategy/contract'
import { post } from '../../../api/client.js'
import { useAction, useApi } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSay } from '../../../ui/language/use-say.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { AppLink } from '../../../ui/place/AppLink.js'

interface Question {
  readonly strategy: string
  readonly custId: string
  /** The newest list, so that the answer stays after the window has ended. */
  readonly list?: string
}

function Answer({ custId, arm, listId, notInList }: { readonly custId: string; readonly arm: string; readonly listId: string; readonly notInList: boolean }) {
  const { t } = useTranslation('strategy')
  const list = useApi(`/api/v1/lists/${listId}`, listDetailSchema).data
  const control = list?.arms.find(({ key }) => key === arm)?.control ?? false
  return (
    <section className="panel" aria-live="polite">
      <p>
        <strong>{t(notInList ? 'which.wouldBe' : 'which.is', { cust: custId, arm })}</strong>
      </p>
      <p>{t(notInList ? 'which.notIn' : control ? 'which.control' : 'which.treated')}</p>
      <AppLink to={`/strategy/lists/${listId}`}>{t('list.name', { id: listId })}</AppLink>
    </section>
  )
}

/** Which arm of a strategy a customer is in. */
export function ArmPage() {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const strategies = useApi('/api/v1/strategies', strategyListSchema).data?.items ?? []
  const [asked, setAsked] = useState<Question | null>(null)
  const find = useAction((question: Question) => post('/api/v1/arms', question, armAnswerSchema))
  return (
    <div className="narrow-page panel-gap">
      <PageHeader title={t('which.title')} purpose={t('which.purpose')} />
      <Form<Question>
        layout="vertical"
        onFinish={(values) => {
          const newest = strategies.find(({ key }) => key === values.strategy)?.lastList
          const question = { strategy: values.strategy, custId: values.custId.trim(), ...(newest ? { list: newest.id } : {}) }
          setAsked(question)
          find.mutate(question)
        }}
      >
        <Form.Item name="strategy" label={t('title')} rules={[{ required: true, message: t('which.needStrategy') }]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={strategies.map(({ key, name }) => ({ value: key, label: `${say(name)} · ${key}` }))} />
        </Form.Item>
        <Form.Item name="custId" label={t('member.custId')} rules={[{ required: true, message: t('which.needCustomer') }]}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={find.isPending}>
          {t('which.find')}
        </Button>
      </Form>
      {find.error && <ErrorPanel error={find.error} />}
      {find.data && asked && <Answer custId={asked.custId} {...find.data} />}
    </div>
  )
}
