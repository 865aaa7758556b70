import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { analysisListSchema, modelListSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { TwoLanguages } from '../../../ui/language/translated.js'
import { useMeasureName } from '../../analyses/one/use-measure-name.js'
import { fieldsOfModel, type ScoreForm, sourceOf, usualAge } from './score-form.js'

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

function Fields({ score, onChange, models, analyses }: Props & { readonly models: readonly Source[]; readonly analyses: readonly Source[] }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const source = [...models, ...analyses].find(({ of }) => of === score.of)
  const chosen = sourceOf(score.of)
  const nameOf = useMeasureName(chosen?.kind === 'analysis' ? chosen.key : null, source?.version ?? null)
  const choose = (of: string) => {
    const kind = sourceOf(of)?.kind
    const fields = [...models, ...analyses].find((one) => one.of === of)?.fields ?? []
    onChange({ of, field: fields[0] ?? '', maxAgeDays: kind === undefined ? score.maxAgeDays : usualAge[kind] })
  }
  const group = (label: string, sources: readonly Source[]) => (sources.length === 0 ? [] : [{ label, options: sources.map(({ of, name }) => ({ value: of, label: say(name) })) }])
  if (models.length + analyses.length === 0) return <p className="soft">{t('builder.scoreNone')}</p>
  const written = (field: string) => (chosen?.kind === 'analysis' ? nameOf(field) : t(`builder.scoreFields.${field as 'score'}`, { defaultValue: field }))
  // A figure the newest run no longer has stays to be seen.
  const fields = score.field === '' || source?.fields.includes(score.field) === true ? (source?.fields ?? []) : [score.field, ...(source?.fields ?? [])]
  return (
    <div className="tags-fields">
      <label>
        <span>{t('builder.scoreOf')}</span>
        <Select showSearch={{ optionFilterProp: 'label' }} placeholder={t('builder.choose')} value={score.of === '' ? null : score.of} onChange={choose} options={[...group(t('builder.scoreModels'), models), ...group(t('builder.scoreAnalyses'), analyses)]} />
      </label>
      <label>
        <span>{t('builder.scoreField')}</span>
        <Select placeholder={t('builder.choose')} disabled={source === undefined} value={score.field === '' ? null : score.field} onChange={(field: string) => onChange({ ...score, field })} options={fields.map((value) => ({ value, label: written(value) }))} />
      </label>
      <label>
        <span>{t('builder.scoreAge')}</span>
        <InputNumber min={1} max={MOST_DAYS} precision={0} suffix={t('builder.scoreAgeUnit')} value={score.maxAgeDays} onChange={(maxAgeDays) => onChange({ ...score, maxAgeDays })} />
      </label>
      <p className="soft">{source !== undefined && !source.isWorkedOut ? t('builder.scoreUnscored') : t('builder.scoreAgeWhat')}</p>
    </div>
  )
}

/** The model or analysis, which of its figures, and how old it may be. */
export function ScoreFields(props: Props) {
  const models = useApi('/api/v1/models', modelListSchema)
  const analyses = useApi('/api/v1/analyses', analysisListSchema)
  return (
    <Loaded query={models} rows={3}>
      {(found) => (
        <Loaded query={analyses} rows={3}>
          {(asked) => (
            <Fields
              {...props}
              models={found.items.filter(({ version }) => version !== null).map(({ key, name, task, version, scored }) => ({ of: `model:${key}`, name, fields: fieldsOfModel(task), version, isWorkedOut: scored !== null }))}
              analyses={asked.items.filter(({ newest }) => newest !== null).map(({ key, name, newest }) => ({ of: `analysis:${key}`, name, fields: newest?.measures ?? [], version: newest?.version ?? null, isWorkedOut: true }))}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  )
}
