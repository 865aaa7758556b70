import { Button, Checkbox, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { minorUnitsOf } from '#kernel/money'
import type { ClusterProfile } from '#segments/contract'
import { HelpHint } from '../../../../ui/figures/HelpHint.js'
import { useSay } from '../../../../ui/language/use-say.js'
import type { FeatureDraft, Preparation } from './cluster-draft.js'
import { SampleNote } from './FeaturesStep.js'
import { PreparedSpread, Spread } from './Spread.js'
import type { StepProps } from './step-props.js'

const CUTS = { none: null, one: { low: 0.01, high: 0.99 }, five: { low: 0.05, high: 0.95 } } as const
type Cut = keyof typeof CUTS

const cutOf = ({ winsorise }: Preparation): Cut | null => (Object.keys(CUTS) as Cut[]).find((one) => JSON.stringify(CUTS[one]) === JSON.stringify(winsorise)) ?? null
const fillOf = ({ missing }: Preparation): 'zero' | 'median' | 'value' => (typeof missing === 'string' ? missing : 'value')

interface ControlProps {
  readonly prepare: Preparation
  readonly profile: ClusterProfile
  readonly onChange: (prepare: Preparation) => void
}

/** How one number is prepared. */
function NumberControls({ prepare, profile, onChange }: ControlProps) {
  const { t } = useTranslation('segments')
  const isBool = profile.type === 'bool'
  const unit = profile.type === 'money' ? 10 ** minorUnitsOf(profile.ccy ?? 'CNY') : 1
  const set = (part: Partial<Preparation>) => onChange({ ...prepare, ...part })
  return (
    <span className="cluster-controls">
      <label>
        <span className="soft">{t('clusters.wizard.fill')}</span>
        <Select
          size="small"
          popupMatchSelectWidth={false}
          value={fillOf(prepare)}
          onChange={(fill: 'zero' | 'median' | 'value') => set({ missing: fill === 'value' ? { value: 0 } : fill })}
          options={(['zero', 'median', 'value'] as const).map((value) => ({ value, label: t(`clusters.wizard.fills.${value}`) }))}
        />
        {typeof prepare.missing !== 'string' && <InputNumber size="small" aria-label={t('clusters.wizard.fillValue')} value={prepare.missing.value / unit} onChange={(value) => set({ missing: { value: Math.round((value ?? 0) * unit * 1e6) / 1e6 } })} />}
      </label>
      {!isBool && <Checkbox checked={prepare.log} onChange={({ target }) => set({ log: target.checked })}>{t('clusters.wizard.log')}</Checkbox>}
      {!isBool && (
        <label>
          <span className="soft">{t('clusters.wizard.cut')}</span>
          <Select<Cut | null> size="small" popupMatchSelectWidth={false} value={cutOf(prepare)} onChange={(cut) => cut !== null && set({ winsorise: CUTS[cut] })} options={(Object.keys(CUTS) as Cut[]).map((value) => ({ value, label: t(`clusters.wizard.cuts.${value}`) }))} />
        </label>
      )}
      <label>
        <span className="soft">{t('clusters.wizard.weight')}</span>
        <InputNumber size="small" className="cluster-number" min={0.1} max={10} step={0.5} value={prepare.weight} onChange={(weight) => set({ weight: weight ?? 1 })} />
      </label>
    </span>
  )
}

/** Why the preparation suits; where another was chosen, the way back. */
function Why({ prepare, profile, onChange }: Omit<ControlProps, 'prepare'> & { readonly prepare: Preparation | undefined }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const isSuggested = JSON.stringify(prepare) === JSON.stringify(profile.suggested)
  return (
    <small className="cluster-why">
      {isSuggested ? <span className="soft">{profile.why.map((why) => say(why)).join(t('clusters.wizard.comma'))}</span> : <Button type="link" size="small" onClick={() => onChange(profile.suggested)}>{t('clusters.wizard.reset')}</Button>}
    </small>
  )
}

interface RowProps extends Pick<StepProps, 'mistakes'> {
  readonly feature: FeatureDraft
  readonly profile: ClusterProfile | undefined
  readonly at: number
  readonly asCode: boolean
  readonly onChange: (prepare: Preparation) => void
}

function FeatureRow({ feature, profile, at, asCode, mistakes, onChange }: RowProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { prepare } = feature
  const wrong = mistakes.filter(({ path }) => path.startsWith(`features[${at}].prepare`))
  return (
    <tr>
      <th scope="row">
        {say(feature.name)}
        {wrong.map(({ message }) => <span key={message.zh} className="tone-warm cluster-warning" role="alert">{say(message)}</span>)}
      </th>
      <td>{profile && <Spread profile={profile} />}</td>
      <td>
        {profile?.category && <span className="soft">{t(asCode ? 'clusters.wizard.asCode' : 'clusters.wizard.oneHot')}</span>}
        {profile?.number && prepare && <NumberControls prepare={prepare} profile={profile} onChange={onChange} />}
        {profile?.number && <Why prepare={prepare} profile={profile} onChange={onChange} />}
      </td>
      <td>{profile && <PreparedSpread profile={profile} />}</td>
    </tr>
  )
}

/** How each feature is prepared, with what it looks like before and after. */
export function PrepareStep({ form, profiles, mistakes }: StepProps) {
  const { t } = useTranslation('segments')
  const { features, kernel } = form.body
  const change = (key: string, prepare: Preparation) => form.set({ features: features.map((one) => (one.key === key ? { ...one, prepare } : one)) })
  const resetAll = () => form.set({ features: features.map((one) => ({ ...one, prepare: profiles.of(one.key)?.suggested ?? one.prepare })) })
  if (features.length === 0) return <p className="soft">{t('clusters.wizard.noFeatures')}</p>
  return (
    <section className="panel">
      <p className="member-tools">
        <span className="soft">
          {t('clusters.wizard.prepareWhat')} <HelpHint name={t('clusters.wizard.step.prepare')} formula="z = (x − μ) / σ · w">{t('clusters.wizard.weightHelp')}</HelpHint>
        </span>
        <Button size="small" onClick={resetAll}>{t('clusters.wizard.resetAll')}</Button>
      </p>
      <div className="cluster-scroll">
        <table className="plain-table cluster-prepare" aria-busy={profiles.isBusy}>
          <thead>
            <tr>
              <th scope="col">{t('clusters.feature')}</th>
              <th scope="col">{t('clusters.wizard.before')}</th>
              <th scope="col">{t('clusters.wizard.step.prepare')}</th>
              <th scope="col">{t('clusters.wizard.after')}</th>
            </tr>
          </thead>
          <tbody>
            {features.map((feature, at) => (
              <FeatureRow key={feature.key} feature={feature} at={at} profile={profiles.of(feature.key)} asCode={kernel === 'kprototypes'} mistakes={mistakes} onChange={(prepare) => change(feature.key, prepare)} />
            ))}
          </tbody>
        </table>
      </div>
      {profiles.sample && <SampleNote sample={profiles.sample} />}
    </section>
  )
}
