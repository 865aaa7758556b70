import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Decision } from '#tags/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { NumberField } from '../../../ui/form/Field.js'
import { decisionKind, EVALUATION_PATH, ruleOf } from './evaluation-kinds.js'
import { EvaluationEditor, type PartProps } from './EvaluationEditor.js'
import { RulePart } from './RulePart.js'

function DecisionParts({ form: { body, set, mistakes }, vocabulary }: PartProps<Decision>) {
  const { t } = useTranslation('tags')
  return (
    <section className="panel">
      <h2>
        {t('define.decision.outcomeTitle')} <HelpHint name={t('evaluation.measures.discrimination')} formula={t('evaluation.help.discrimination')} source={t('evaluation.source')} />
      </h2>
      <RulePart label={t('define.decision.outcome')} hint={t('define.decision.outcomeHint', { days: body.windowDays })} path="outcome" mistakes={mistakes} vocabulary={vocabulary} rule={body.outcome} onChange={(outcome) => set({ outcome })} />
      <NumberField label={t('define.decision.window')} hint={t('define.decision.windowHint')} path="windowDays" mistakes={mistakes} value={body.windowDays} min={7} max={400} unit={t('builder.scoreAgeUnit')} onChange={(windowDays) => set({ windowDays: windowDays ?? 90 })} />
      {body.population === undefined ? (
        <p>
          {t('define.everybody')} <Button size="small" onClick={() => set({ population: ruleOf({ kind: 'always' }) })}>{t('define.narrow')}</Button>
        </p>
      ) : (
        <>
          <RulePart label={t('define.decision.population')} hint={t('define.decision.populationHint')} path="population" mistakes={mistakes} vocabulary={vocabulary} rule={body.population} onChange={(population) => set({ population })} />
          <Button size="small" onClick={() => set({ population: undefined })}>{t('define.widen')}</Button>
        </>
      )}
    </section>
  )
}

/** Makes or changes a decision tags are to tell. */
export function DecisionEditPage() {
  const { t } = useTranslation('tags')
  return <EvaluationEditor of={decisionKind} parent={{ label: t('evaluation.title'), to: `${EVALUATION_PATH}?tab=definitions` }} parts={(props) => <DecisionParts {...props} />} />
}
