import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { analysisListSchema, modelListSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { TwoLanguages } from '../../../ui/language/translated.js'
import { useMeasureName } from '../../analyses/one/use-measure-name.js'
import { misTagListSchema } from '#tags/contract'
import { fieldsOfAnalysis, fieldsOfModel, measureOf, PROBABILITY, type ScoreForm, sourceOf, usualAge } from './score-form.js'

const MOST_DAYS = 400

interface Source {
  /** As the form names it. */
  readonly of: string
  readonly name: TwoLanguages
  readonly fields: readonly string[]
  readonly version: number | null
  readonly isWorkedOut: boolean
}

interface Props {
  readonly score: ScoreForm
  readonly onChange: (score: ScoreForm) => void
}

/** Figures to choose among; one the newest run no longer has stays to be seen. */
function choicesOf(score: ScoreForm, source: Source | undefined): readonly string[] {
  const fields = source?.fields ?? []
  return score.field === '' || fields.includes(score.field) ? fields : [score.field, ...fields]
}

interface ChoiceProps extends Props {
  readonly source: Source | undefined
}

function FigureField({ score, source, onChange }: ChoiceProps) {
  const { t } = useTranslation('tags')
  const chosen = sourceOf(score.of)
  const analysis = chosen?.kind === 'analysis' ? chosen.key : null
  const nameOf = useMeasureName(analysis, source?.version ?? null)
  const written = (field: string) => {
    if (analysis === null) return t(`builder.scoreFields.${field as 'score'}`, { defaultValue: field })
    const { measure, bound } = measureOf(field)
    return bound === undefined ? nameOf(measure) : t(`builder.scoreBounds.${bound}`, { measure: nameOf(measure) })
  }
  return (
    <label>
      <span>{t('builder.scoreField')}</span>
      <Select placeholder={t('builder.choose')} disabled={source === undefined} value={score.field === '' ? null : score.field} onChange={(field: string) => onChange({ ...score, field })} options={choicesOf(score, source).map((value) => ({ value, label: written(value) }))} />
    </label>
  )
}

interface FieldsProps extends Props {
  readonly models: readonly Source[]
  readonly analyses: readonly Source[]
  readonly checks: readonly Source[]
}

function Fields({ score, onChange, models, analyses, checks }: FieldsProps) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const sources = [...models, ...analyses, ...checks]
  const source = sources.find(({ of }) => of === score.of)
  const choose = (of: string) => {
    const kind = sourceOf(of)?.kind ?? 'model'
    onChange({ of, field: sources.find((one) => one.of === of)?.fields[0] ?? '', maxAgeDays: usualAge[kind] })
  }
  const groups = [
    { label: t('builder.scoreModels'), of: models },
    { label: t('builder.scoreAnalyses'), of: analyses },
    { label: t('builder.scoreChecks'), of: checks },
  ].filter((group) => group.of.length > 0)
  if (groups.length === 0) return <p className="soft">{t('builder.scoreNone')}</p>
  return (
    <div className="tags-fields">
      <label>
        <span>{t('builder.scoreOf')}</span>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('builder.choose')}
          value={score.of === '' ? null : score.of}
          onChange={choose}
          options={groups.map((group) => ({ label: group.label, options: group.of.map(({ of, name }) => ({ value: of, label: say(name) })) }))}
        />
      </label>
      <FigureField score={score} source={source} onChange={onChange} />
      <label>
        <span>{t('builder.scoreAge')}</span>
        <InputNumber min={1} max={MOST_DAYS} precision={0} suffix={t('builder.scoreAgeUnit')} value={score.maxAgeDays} onChange={(maxAgeDays) => onChange({ ...score, maxAgeDays })} />
      </label>
      <p className="soft">{source?.isWorkedOut === false ? t('builder.scoreUnscored') : t('builder.scoreAgeWhat')}</p>
    </div>
  )
}

/** The model, analysis or check, which of its figures, and how old it may be. */
export function ScoreFields(props: Props) {
  const models = useApi('/api/v1/models', modelListSchema)
  const analyses = useApi('/api/v1/analyses', analysisListSchema)
  const checks = useApi('/api/v1/mis-tags', misTagListSchema)
  return (
    <Loaded query={models} rows={3}>
      {(found) => (
        <Loaded query={analyses} rows={3}>
          {(asked) => (
            <Loaded query={checks} rows={3}>
              {(checked) => (
                <Fields
                  {...props}
                  models={found.items.filter(({ version }) => version !== null).map(({ key, name, task, version, scored }) => ({ of: `model:${key}`, name, fields: fieldsOfModel(task), version, isWorkedOut: scored !== null }))}
                  analyses={asked.items.filter(({ newest }) => newest !== null).map(({ key, name, newest }) => ({ of: `analysis:${key}`, name, fields: fieldsOfAnalysis(newest?.measures ?? []), version: newest?.version ?? null, isWorkedOut: true }))}
                  checks={checked.items.map(({ key, name, run }) => ({ of: `check:${key}`, name, fields: [PROBABILITY], version: run?.version ?? null, isWorkedOut: run !== null }))}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  )
}
