import { useTranslation } from 'react-i18next'
import { customerPrivacySchema } from '#privacy/contract'
import { usePosted } from '../../../api/posted.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { PlainTable } from '../one/PlainTable.js'
import { useChannelName } from './use-channel-name.js'
import { usePurposeName } from './use-purpose-name.js'
import type { CustomerPrivacy } from './customer-privacy.js'
import { ConsentButtons } from './ConsentButtons.js'
import { PreferencePanel } from './PreferencePanel.js'
import { RequestPanel } from './RequestPanel.js'

const PRIVACY_OF = '/api/v1/privacy/customer'

function StateTag({ granted }: { readonly granted: boolean | null }) {
  const { t } = useTranslation('customers')
  if (granted === null) return <StatusTag tone="quiet">{t('consent.never')}</StatusTag>
  return <StatusTag tone={granted ? 'done' : 'attention'}>{t(granted ? 'consent.yes' : 'consent.no')}</StatusTag>
}

function States({ privacy }: { readonly privacy: CustomerPrivacy }) {
  const { t } = useTranslation('customers')
  const nameOf = usePurposeName()
  const channelName = useChannelName()
  const mayWrite = useMay('consent.write')
  const said = privacy.purposes.map(({ purpose }) => purpose)
  const rows = [...privacy.purposes, ...['MARKETING', 'PROFILING'].filter((code) => !said.includes(code)).map((purpose) => ({ purpose, consent: null, channels: [] }))]
  return (
    <PlainTable
      title={t('consent.states')}
      none=""
      rows={rows}
      rowKey={({ purpose }) => purpose}
      columns={[
        { title: t('consent.purpose'), render: ({ purpose }) => nameOf(purpose) },
        { title: t('consent.all'), render: ({ consent }) => <StateTag granted={consent} /> },
        {
          title: t('consent.channels'),
          render: ({ channels }) =>
            channels.length === 0 ? <span className="soft">{t('consent.noChannels')}</span> : channels.map(({ channel, granted }) => (
              <span key={channel} className="consent-channel">
                {channelName(channel)} <StateTag granted={granted} />
              </span>
            )),
        },
        ...(mayWrite ? [{ title: t('consent.record'), render: ({ purpose, consent }: (typeof rows)[number]) => <ConsentButtons custId={privacy.custId} purpose={purpose} granted={consent} /> }] : []),
      ]}
    />
  )
}

function History({ privacy }: { readonly privacy: CustomerPrivacy }) {
  const { t } = useTranslation('customers')
  const nameOf = usePurposeName()
  const channelName = useChannelName()
  return (
    <PlainTable
      title={t('consent.history', { count: privacy.statements.length })}
      none={t('consent.noHistory')}
      rows={privacy.statements}
      rowKey={({ id, granted, at }) => `${id} ${granted} ${at}`}
      columns={[
        { title: t('consent.at'), render: ({ at }) => <DateText value={at} /> },
        { title: t('consent.purpose'), render: ({ purpose }) => nameOf(purpose) },
        { title: t('consent.channel'), render: ({ channel }) => channelName(channel) },
        { title: t('consent.said'), render: ({ granted, separate }) => <>{t(granted ? 'consent.yes' : 'consent.no')} {separate && <span className="soft">{t('consent.separate')}</span>}</> },
        { title: t('consent.notice'), render: ({ notice }) => notice },
        { title: t('consent.evidence'), render: ({ evidence }) => <span className="evidence">{evidence}</span> },
        { title: t('consent.way'), render: ({ way, by }) => <>{t(`consent.ways.${way as 'RM'}`, { defaultValue: way })} <span className="soft">{by}</span></> },
      ]}
    />
  )
}

/** What the customer agreed to and how they wish to be contacted, with its history. */
export function ConsentTab({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('customers')
  const privacy = usePosted(PRIVACY_OF, { custId }, customerPrivacySchema)
  return (
    <Loaded query={privacy}>
      {(found) => (
        <div className="stack">
          {found.state !== 'none' && <p className="panel tone-warm">{t(`consent.state.${found.state}`)}</p>}
          <States privacy={found} />
          <PreferencePanel privacy={found} />
          <History privacy={found} />
          <RequestPanel custId={found.custId} />
        </div>
      )}
    </Loaded>
  )
}
