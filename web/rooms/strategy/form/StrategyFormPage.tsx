import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { Strategy } from '#strategy/contract'
import { type DefinitionView, useDefinition } from '../../../api/definitions.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { ArmsEditor } from './ArmsEditor.js'
import { ChannelPart } from './ChannelPart.js'
import { FormActions } from './FormActions.js'
import { AudiencePart, GoalPart } from './GoalPart.js'
import { MeasurePart } from './MeasurePart.js'
import { PowerPanel } from './PowerPanel.js'
import { useStrategyForm } from './use-strategy-form.js'
import { WhatHappens } from './WhatHappens.js'
import '../strategy.css'

interface FormProps {
  readonly saved: DefinitionView | null
  readonly segment: string
}

function StrategyForm({ saved, segment }: FormProps) {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const form = useStrategyForm(saved, saved === null ? null : (saved.body as Strategy), segment)
  const { values, change, at } = form
  const part = { values, change, at }
  return (
    <>
      <PageHeader
        title={saved === null ? t('form.newTitle') : t('form.editTitle', { name: say(saved.name) })}
        purpose={t('form.purposeOfPage')}
        actions={<FormActions form={form} />}
      />
      {form.error && <ErrorPanel error={form.error} />}
      <Form component="div" layout="vertical" className="strategy-form">
        <div className="form-parts">
          <GoalPart {...part} isNew={saved === null} />
          <AudiencePart {...part} />
          <ChannelPart {...part} />
          <ArmsEditor {...part} />
          <MeasurePart {...part} />
        </div>
        <aside className="form-side">
          <WhatHappens values={values} />
          <PowerPanel {...part} />
        </aside>
      </Form>
    </>
  )
}

/** Makes or changes a strategy: goal, who, how, what is compared, what it is judged on. */
export function StrategyFormPage() {
  const { key } = useParams()
  const [search] = useUrlState()
  const saved = useDefinition('strategy', key ?? null)
  if (key === undefined) return <StrategyForm saved={null} segment={search.get('segment') ?? ''} />
  return <Loaded query={saved}>{(definition) => <StrategyForm key={definition.key} saved={definition} segment="" />}</Loaded>
}
