import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelPlan, PastCampaigns } from '#models/contract'
import type { DefinitionMistake } from '../../../api/definitions.js'
import { Num } from '../../../ui/figures/Num.js'
import { NumberField } from '../../../ui/form/Field.js'
import { useSay } from '../../../ui/language/use-say.js'

type Campaign = PastCampaigns['items'][number]

/** With more there is a search. */
const FEW = 8

interface Props {
  readonly campaigns: readonly Campaign[]
  readonly chosen: readonly string[]
  readonly shares: Readonly<Record<string, number>>
  readonly plan: ModelPlan | undefined
  readonly mistakes: readonly DefinitionMistake[]
  readonly onChoose: (names: readonly string[]) => void
  readonly onShare: (campaign: string, share: number | undefined) => void
}

function Row({ campaign, at, ...props }: Props & { readonly campaign: Campaign; readonly at: number }) {
  const { t } = useTranslation('models')
  const say = useSay()
  const { campaign: name, arms, first, last, customers, channels, metrics } = campaign
  const isChosen = at >= 0
  const planned = props.plan?.campaigns?.find((each) => each.campaign === name)
  const wrong = isChosen ? props.mistakes.filter(({ path }) => path === `treatment.campaigns[${at}]`) : []
  return (
    <li>
      <Checkbox checked={isChosen} onChange={({ target }) => props.onChoose(target.checked ? [...props.chosen, name] : props.chosen.filter((each) => each !== name))}>
        <strong>{name}</strong> <span className="soft figures">{first} – {last}</span> {customers === null ? <span className="soft">{t('wizard.hidden')}</span> : <Num value={customers} />}{' '}
        <span className="soft">
          {arms.map(({ arm, customers: people }) => `${arm} ${people ?? '·'}`).join(' / ')} · {channels.join(t('wizard.comma'))} · {metrics.length === 0 ? t('wizard.noMetric') : metrics.map(({ metric }) => metric).join(t('wizard.comma'))}
        </span>
      </Checkbox>
      {isChosen && planned !== undefined && (
        <p className="soft figures">
          {t('wizard.learnedAsOf', { asOf: planned.asOf, until: planned.until })} {planned.contaminated > 0 && t('wizard.contaminated', { count: planned.contaminated })}
        </p>
      )}
      {wrong.map(({ message }) => (
        <p key={message.zh} className="tone-warm model-mistake" role="alert">{say(message)}</p>
      ))}
      {isChosen && <NumberField label={t('wizard.share', { campaign: name })} path={`treatment.shares.${name}`} mistakes={props.mistakes} percent min={0.01} max={0.99} step={0.05} value={props.shares[name]} onChange={(share) => props.onShare(name, share)} />}
    </li>
  )
}

/** Past campaigns to learn from, those chosen first. */
export function CampaignList(props: Props) {
  const { t } = useTranslation('models')
  const [sought, seek] = useState('')
  const { campaigns, chosen } = props
  const gone = chosen.filter((name) => !campaigns.some(({ campaign }) => campaign === name))
  const fits = ({ campaign }: Campaign) => chosen.includes(campaign) || campaign.toLowerCase().includes(sought.trim().toLowerCase())
  return (
    <>
      {campaigns.length > FEW && <Input.Search allowClear aria-label={t('wizard.seekCampaign')} placeholder={t('wizard.seekCampaign')} value={sought} onChange={({ target }) => seek(target.value)} />}
      <ul className="model-campaigns">
        {gone.map((name) => (
          <li key={name}>
            <Checkbox checked onChange={() => props.onChoose(chosen.filter((each) => each !== name))}>
              <strong>{name}</strong> <span className="tone-warm">{t('wizard.campaignGone')}</span>
            </Checkbox>
          </li>
        ))}
        {campaigns.filter(fits).map((campaign) => (
          <Row key={campaign.campaign} {...props} campaign={campaign} at={chosen.indexOf(campaign.campaign)} />
        ))}
      </ul>
    </>
  )
}
