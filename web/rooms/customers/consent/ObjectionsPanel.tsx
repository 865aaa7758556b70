import { useTranslation } from 'react-i18next'
import { ALL_PERSONAL_TAGS, customerObjectionsSchema, type Objection } from '#privacy/contract'
import { usePosted } from '../../../api/posted.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { PlainTable } from '../one/PlainTable.js'
import { ObjectionButton } from './ObjectionButton.js'
import { OBJECTIONS_OF } from './use-recorded.js'

interface Props {
  readonly custId: string
  readonly nameOf: (tag: string) => string
}

function useWords(nameOf: Props['nameOf']) {
  const { t } = useTranslation('customers')
  return {
    tag: (key: string) => (key === ALL_PERSONAL_TAGS ? t('objection.all') : nameOf(key)),
    channel: (channel: string) => t(`objection.channels.${channel as 'PHONE'}`, { defaultValue: channel }),
  }
}

function Standing({ custId, rows, nameOf }: Props & { readonly rows: readonly Objection[] }) {
  const { t } = useTranslation('customers')
  const mayWrite = useMay('consent.write')
  const words = useWords(nameOf)
  return (
    <PlainTable
      title={t('objection.standing', { count: rows.length })}
      none={t('objection.none')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { title: t('tags.tag'), render: ({ tag }) => words.tag(tag) },
        { title: t('objection.at'), render: ({ at }) => <DateText value={at} /> },
        { title: t('objection.channel'), render: ({ channel }) => words.channel(channel) },
        { title: t('mark.reason'), render: ({ reason }) => reason },
        { title: t('objection.by'), render: ({ by }) => by },
        ...(mayWrite ? [{ title: t('objection.action'), render: ({ tag }: Objection) => <ObjectionButton custId={custId} tag={tag} name={words.tag(tag)} objected={false} /> }] : []),
      ]}
    />
  )
}

/** What the customer objects to, with the way back, and everything they said about it. */
export function ObjectionsPanel({ custId, nameOf }: Props) {
  const { t } = useTranslation('customers')
  const mayWrite = useMay('consent.write')
  const words = useWords(nameOf)
  const objections = usePosted(OBJECTIONS_OF, { custId }, customerObjectionsSchema)
  return (
    <Loaded query={objections}>
      {({ standing, history }) => (
        <>
          <section className="panel">
            <h2>
              {t('mine.remove')}
              <HelpHint name={t('mine.remove')} source={t('objection.source')}>{t('objection.help')}</HelpHint>
            </h2>
            <p>{t('objection.about')}</p>
            {mayWrite && !standing.some(({ tag }) => tag === ALL_PERSONAL_TAGS) && <ObjectionButton custId={custId} tag={ALL_PERSONAL_TAGS} name={t('objection.all')} objected />}
          </section>
          <Standing custId={custId} rows={standing} nameOf={nameOf} />
          {history.length > standing.length && (
            <PlainTable
              title={t('objection.history', { count: history.length })}
              none=""
              rows={history}
              rowKey={({ id }) => id}
              columns={[
                { title: t('objection.at'), render: ({ at }) => <DateText value={at} /> },
                { title: t('tags.tag'), render: ({ tag }) => words.tag(tag) },
                { title: t('objection.said'), render: ({ objected }) => <StatusTag tone={objected ? 'attention' : 'quiet'}>{t(objected ? 'objection.yes' : 'objection.no')}</StatusTag> },
                { title: t('objection.channel'), render: ({ channel }) => words.channel(channel) },
                { title: t('mark.reason'), render: ({ reason }) => reason },
                { title: t('objection.by'), render: ({ by }) => by },
              ]}
            />
          )}
        </>
      )}
    </Loaded>
  )
}
