import { Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { pastCampaignsSchema, type PastCampaigns } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Field, NumberField } from '../../../ui/form/Field.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { CampaignList } from './CampaignList.js'
import { Choices } from './Choices.js'
import type { StepPropsOf } from './step-props.js'
import { armsOf, metricsOf, type UpliftDraft, withCampaigns, withShare } from './uplift-draft.js'

type Props = StepPropsOf<UpliftDraft>

const ways = ['one', 'arm', 'channel', 'campaign'] as const
const dealings = ['auto', 'chance', 'learned'] as const

function TreatmentPanel({ form, mistakes, campaigns }: Props & { readonly campaigns: PastCampaigns['items'] }) {
  const { t } = useTranslation('models')
  const { treatment } = form.body
  const set = (part: Partial<UpliftDraft['treatment']>) => form.set({ treatment: { ...treatment, ...part } })
  const arms = armsOf(campaigns)
  return (
    <section className="panel">
      <h2>{t('wizard.treatment')}</h2>
      <Field label={t('wizard.control')} hint={t('wizard.controlWhat')} path="treatment.control" mistakes={mistakes}>
        {(id) => <Select id={id} mode="multiple" value={treatment.control} onChange={(control) => set({ control })} options={[...new Set([...arms, ...treatment.control])].map((arm) => ({ value: arm, label: arm }))} />}
      </Field>
      <Field label={t('wizard.armsLabel')} path="treatment.arms" mistakes={mistakes}>
        {() => <Choices value={treatment.arms} onChange={(arms) => set({ arms })} options={ways.map((value) => ({ value, name: t(`wizard.arms.${value}.name`), what: t(`wizard.arms.${value}.what`) }))} />}
      </Field>
      <Field label={t('wizard.assignmentLabel')} path="treatment.assignment" mistakes={mistakes}>
        {() => <Choices value={treatment.assignment} onChange={(assignment) => set({ assignment })} options={dealings.map((value) => ({ value, name: t(`wizard.assignment.${value}.name`), what: t(`wizard.assignment.${value}.what`) }))} />}
      </Field>
    </section>
  )
}

function OutcomePanel({ form, mistakes, campaigns }: Props & { readonly campaigns: PastCampaigns['items'] }) {
  const { t } = useTranslation('models')
  const { outcome, horizonDays } = form.body
  const set = (part: Partial<UpliftDraft['outcome']>) => form.set({ outcome: { ...outcome, ...part } })
  const metrics = metricsOf(campaigns)
  const names = [...new Set([...metrics.map(({ metric }) => metric), ...(outcome.metric === '' ? [] : [outcome.metric])])]
  return (
    <section className="panel">
      <h2>{t('wizard.cameOfIt')}</h2>
      <div className="form-grid">
        <Field label={t('wizard.metric')} hint={t('wizard.metricWhat')} path="outcome.metric" mistakes={mistakes} required>
          {(id) => <Select id={id} {...(outcome.metric === '' ? {} : { value: outcome.metric })} placeholder={t('wizard.metricFirst')} onChange={(metric: string) => set({ metric })} options={names.map((value) => ({ value, label: value }))} />}
        </Field>
        <NumberField label={t('overview.horizon')} hint={t('wizard.campaignHorizon')} path="horizonDays" mistakes={mistakes} min={1} max={730} unit={t('wizard.daysUnit')} value={horizonDays} onChange={(days) => form.set({ horizonDays: days ?? 58 })} />
      </div>
      <p><Checkbox checked={outcome.attributed} onChange={({ target }) => set({ attributed: target.checked })}>{t('wizard.attributed')}</Checkbox></p>
      <p><Checkbox checked={outcome.amount} onChange={({ target }) => set({ amount: target.checked })}>{t('wizard.withAmount')}</Checkbox></p>
    </section>
  )
}

/** Which past campaigns it learns from, who was left alone in them, and what counts as their outcome. */
export function CampaignsStep(props: Props) {
  const { form, plan, mistakes } = props
  const { t } = useTranslation('models')
  const past = useApi('/api/v1/model-campaigns', pastCampaignsSchema, { staleTime: 60_000 })
  const { treatment } = form.body
  const share = (campaign: string, value: number | undefined) => {
    form.set({ treatment: withShare(treatment, campaign, value) })
  }
  return (
    <Loaded query={past}>
      {({ items, cut }) =>
        items.length === 0 && treatment.campaigns.length === 0 ? (
          <EmptyState title={t('wizard.noCampaigns')} why={t('wizard.noCampaignsWhy')} action={<AppLink to="/ingest">{t('wizard.loadTouches')}</AppLink>} />
        ) : (
          <div className="model-columns even">
            <section className="panel">
              <h2>{t('wizard.campaigns', { count: treatment.campaigns.length })}</h2>
              <p className="soft">{t('wizard.campaignsWhat')} {cut && t('wizard.campaignsCut', { count: items.length })}</p>
              <CampaignList campaigns={items} chosen={treatment.campaigns} shares={treatment.shares ?? {}} plan={plan} mistakes={mistakes} onChoose={(names) => form.set(withCampaigns(form.body, names, items))} onShare={share} />
            </section>
            <div className="model-stack">
              <TreatmentPanel {...props} campaigns={items.filter(({ campaign }) => treatment.campaigns.includes(campaign))} />
              <OutcomePanel {...props} campaigns={items.filter(({ campaign }) => treatment.campaigns.includes(campaign))} />
            </div>
          </div>
        )
      }
    </Loaded>
  )
}
