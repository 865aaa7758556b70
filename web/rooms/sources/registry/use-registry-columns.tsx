import { useTranslation } from 'react-i18next'
import type { RegistryItem } from '#ingest/contract'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { usePurposes } from '../../privacy/use-purposes.js'
import { StateTag } from './StateTag.js'
import { useScores } from './use-scores.js'

/** Columns of the registry. */
export function useRegistryColumns(): readonly ListColumn<RegistryItem>[] {
  const { t } = useTranslation('sources')
  const say = useSay()
  const scores = useScores()
  const { nameOf } = usePurposes()
  const none = <span className="no-value">{t('none')}</span>
  return [
    { key: 'key', title: t('field.name'), always: true, sort: 'server', render: ({ name }) => say(name) },
    { key: 'state', title: t('field.state'), sort: 'server', render: (item) => <StateTag item={item} /> },
    { key: 'owner', title: t('field.owner'), render: ({ owner, department }) => (owner === null && department === null ? none : [owner, department].filter(Boolean).join(' · ')) },
    { key: 'connector', title: t('field.connector'), render: ({ connector }) => t(`kind.${connector}`) },
    { key: 'classification', title: t('field.classification'), render: ({ classification }) => classification ?? none },
    { key: 'purposes', title: t('field.purposes'), render: ({ purposes }) => (purposes.length === 0 ? none : purposes.map(nameOf).join(' · ')) },
    { key: 'newestDate', title: t('field.newestDate'), sort: 'server', render: ({ newestDate }) => <DateText value={newestDate} /> },
    { key: 'freshness', title: t('field.freshness'), render: (item) => <Freshness item={item} /> },
    { key: 'lastLoad', title: t('field.lastLoad'), render: ({ lastLoad }) => (lastLoad === null ? none : <AppLink to={`/data/loads/${lastLoad.id}`}>{lastLoad.endedAt === null ? <DateText value={lastLoad.businessDate} /> : <DateText value={lastLoad.endedAt} />}</AppLink>) },
    { key: 'accepted', title: t('field.accepted'), align: 'right', render: ({ lastLoad }) => <Num value={lastLoad?.accepted} /> },
    { key: 'rejected', title: t('field.rejected'), align: 'right', render: ({ lastLoad }) => <span className={(lastLoad?.rejected ?? 0) > 0 ? 'tone-warm' : ''}><Num value={lastLoad?.rejected} /></span> },
    { key: 'nextDue', title: t('field.nextDue'), sort: 'server', render: ({ nextDue }) => <DateText value={nextDue} /> },
    { key: 'score', title: t('field.score'), align: 'right', render: ({ key }) => <Num value={scores.get(key)} digits={1} /> },
    { key: 'id', title: t('field.key'), hidden: true, render: ({ key }) => <code>{key}</code> },
    { key: 'version', title: t('field.version'), align: 'right', hidden: true, render: ({ version }) => <Num value={version} /> },
  ]
}

function Freshness({ item: { freshness } }: { readonly item: RegistryItem }) {
  const { t } = useTranslation('sources')
  if (freshness.state === 'overdue') return <span className="tone-warm">{t('freshness.overdue', { date: freshness.expected ?? '' })}</span>
  return <span className={freshness.state === 'unknown' ? 'soft' : ''}>{freshness.state === 'fresh' ? t('freshness.fresh') : t('freshness.unknown')}</span>
}
