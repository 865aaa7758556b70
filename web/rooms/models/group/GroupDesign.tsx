import { Button, Checkbox, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleDocument } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { modelUrl } from '../models-paths.js'
import type { ModelDetail } from '../one/use-picked-version.js'
import { RuleField } from '../wizard/RuleField.js'

interface Props {
  readonly model: ModelDetail
  readonly vocabulary: Vocabulary
  readonly onDone: () => void
}

const EVERYBODY: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }
const START = { size: 500, modelPercent: 50, holdOutPercent: 20, lowest: false }

/** A design: whom people would pick, how long both lists are, and how many of each are left alone. */
export function GroupDesign({ model, vocabulary, onDone }: Props) {
  const { t } = useTranslation('models')
  const [expert, setExpert] = useState(EVERYBODY)
  const [plan, setPlan] = useState({ ...START, salt: '' })
  const change = (part: Partial<typeof plan>) => setPlan((before) => ({ ...before, ...part }))
  const url = `${modelUrl(model.key)}/groups`
  const { size, modelPercent, holdOutPercent, lowest, salt } = plan
  const isReady = salt.trim() !== '' && expert.rule.kind !== 'always'
  const body = { expert, size, modelShare: modelPercent / 100, holdOut: holdOutPercent / 100, lowest, salt: salt.trim() }
  return (
    <section className="panel">
      <h2>{t('group.new')}</h2>
      <Form layout="vertical" className="model-form-row">
        <Form.Item label={t('group.name')} required help={t('group.nameHelp')}>
          <Input value={salt} maxLength={100} onChange={({ target }) => change({ salt: target.value })} />
        </Form.Item>
        <Form.Item label={t('group.size')}>
          <InputNumber min={10} max={5_000_000} precision={0} value={size} onChange={(value) => change({ size: value ?? START.size })} />
        </Form.Item>
        <Form.Item label={t('group.modelShare')}>
          <InputNumber min={10} max={90} precision={0} suffix="%" value={modelPercent} onChange={(value) => change({ modelPercent: value ?? START.modelPercent })} />
        </Form.Item>
        <Form.Item label={t('group.holdOut')} help={t('group.holdOutHelp')}>
          <InputNumber min={0} max={50} precision={0} suffix="%" value={holdOutPercent} onChange={(value) => change({ holdOutPercent: value ?? START.holdOutPercent })} />
        </Form.Item>
        <Form.Item label=" ">
          <Checkbox checked={lowest} onChange={({ target }) => change({ lowest: target.checked })}>{t('group.lowest')}</Checkbox>
        </Form.Item>
      </Form>
      <h3>{t('group.expert')}</h3>
      <p className="soft">{t('group.expertWhat')}</p>
      <RuleField rule={expert.rule} onChange={setExpert} vocabulary={vocabulary} mistakes={[]} path="expert" />
      <div className="model-actions">
        <JobButton type="primary" label={t('group.deal')} disabled={!isReady} {...(isReady ? {} : { hint: t('group.dealHint') })} refreshes={[url]} onDone={onDone} start={() => post(url, body, startedSchema)} />
        <Button onClick={onDone}>{t('group.cancel')}</Button>
      </div>
    </section>
  )
}
