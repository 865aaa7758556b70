import { Checkbox, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type IdentityRules, type OwnerPreference, ownerPreferences } from '#identity/contract'

interface Props {
  readonly rules: IdentityRules
  readonly onChange: (rules: IdentityRules) => void
}

const DECIDING = ['idNumber', 'social', 'mobileAndName'] as const
const SHARED = ['idNumber', 'mobile', 'email', 'device', 'social', 'nameBirth'] as const

/** Deciding rules, probabilities, how widely a value may be shared, whose owner holds. */
export function RulesForm({ rules, onChange }: Props) {
  const { t } = useTranslation('identity')
  const { deterministic, thresholds, sharing, maxMembers, owner } = rules
  const isOrdered = thresholds.review <= thresholds.accept
  return (
    <div className="identity-two">
      <section className="panel">
        <h2>{t('rules.deterministic')}</h2>
        <div className="side-form">
          {DECIDING.map((rule) => (
            <Checkbox key={rule} checked={deterministic[rule]} onChange={({ target }) => onChange({ ...rules, deterministic: { ...deterministic, [rule]: target.checked } })}>
              {t(`rules.${rule}`)}
            </Checkbox>
          ))}
        </div>
        <h2>{t('rules.thresholds')}</h2>
        <div className="share-grid">
          <label>
            {t('rules.accept')}
            <InputNumber min={0.5} max={1} step={0.01} value={thresholds.accept} {...(isOrdered ? {} : { status: 'error' as const })} onChange={(value) => value !== null && onChange({ ...rules, thresholds: { ...thresholds, accept: value } })} />
          </label>
          <label>
            {t('rules.reviewAt')}
            <InputNumber min={0} max={1} step={0.01} value={thresholds.review} {...(isOrdered ? {} : { status: 'error' as const })} onChange={(value) => value !== null && onChange({ ...rules, thresholds: { ...thresholds, review: value } })} />
          </label>
        </div>
        {!isOrdered && <p className="tone-warm">{t('rules.order')}</p>}
      </section>
      <section className="panel">
        <h2>{t('rules.sharing')}</h2>
        <p className="soft">{t('rules.sharingHelp')}</p>
        <div className="share-grid">
          {SHARED.map((kind) => (
            <label key={kind}>
              {t(`rules.share.${kind}`)}
              <InputNumber min={2} max={50} precision={0} value={sharing[kind]} onChange={(value) => value !== null && onChange({ ...rules, sharing: { ...sharing, [kind]: value } })} />
            </label>
          ))}
          <label>
            {t('rules.max')}
            <InputNumber min={2} max={20} precision={0} value={maxMembers} onChange={(value) => value !== null && onChange({ ...rules, maxMembers: value })} />
          </label>
        </div>
        <h2>{t('rules.owner')}</h2>
        <p className="soft">{t('rules.ownerHelp')}</p>
        <Select<OwnerPreference[]>
          mode="multiple"
          className="wide-field"
          aria-label={t('rules.owner')}
          value={owner}
          onChange={(value) => value.length > 0 && onChange({ ...rules, owner: value })}
          options={ownerPreferences.map((value) => ({ value, label: t(`rules.preference.${value}`) }))}
        />
      </section>
    </div>
  )
}
