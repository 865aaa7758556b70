import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Portrait } from '#insight/contract'
import { segmentListSchema } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { ObjectPage } from '../../../ui/page/ObjectPage.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { peopleOf } from '../insight-paths.js'
import { ExportPortrait } from './ExportPortrait.js'
import { MoneyPanel } from './MoneyPanel.js'
import { MoveTab } from './MoveTab.js'
import { SharesPanel } from './SharesPanel.js'
import { StrategyButton } from './StrategyButton.js'
import { TraitsTab } from './TraitsTab.js'
import { type PortraitAsked, usePortrait } from './use-portrait.js'
import '../insight.css'

/** Whom, and told apart from whom; both are kept in the URL. */
function Sides() {
  const { t } = useTranslation('insight')
  const say = useSay()
  const [search, change] = useUrlState()
  const segments = useApi('/api/v1/segments', segmentListSchema).data?.items.filter(({ version }) => version !== null) ?? []
  const options = segments.map(({ key, name }) => ({ value: key, label: say(name) }))
  const pick = (name: 'of' | 'against', label: string, none: string) => (
    <label>
      {label}{' '}
      <Select className="portrait-side" aria-label={label} showSearch={{ optionFilterProp: 'label' }} value={search.get(name) ?? ''} onChange={(value: string) => change({ [name]: value, trait: null })} options={[{ value: '', label: none }, ...options.filter(({ value }) => value !== search.get(name === 'of' ? 'against' : 'of'))]} />
    </label>
  )
  return (
    <div className="portrait-filter">
      {pick('of', t('portrait.of'), t('portrait.choose'))}
      {pick('against', t('portrait.against'), t('portrait.everyone'))}
    </div>
  )
}

function Sizes({ portrait }: { readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const { of, against, both, asOf } = portrait
  const apart = portrait.traits.filter(({ p }) => p !== null && p < 0.05).length
  return (
    <div className="stat-tiles">
      <StatTile label={say(of.name)} value={<Num value={of.customers} />} note={of.sentence === null ? asOf : say(of.sentence)} {...(of.key === null ? {} : { to: `/customers/segments/${encodeURIComponent(of.key)}` })} />
      <StatTile label={say(against.name)} value={<Num value={against.customers} />} note={against.sentence === null ? t('portrait.inScope') : say(against.sentence)} {...(against.key === null ? {} : { to: `/customers/segments/${encodeURIComponent(against.key)}` })} />
      <StatTile label={t('portrait.both')} value={<Num value={both} />} note={<Percent value={of.customers === 0 ? null : both / of.customers} of={{ part: both, total: of.customers }} />} />
      <StatTile label={t('portrait.apart')} value={<Num value={apart} />} note={t('portrait.apartOf', { count: portrait.traits.length })} />
    </div>
  )
}

function Drawn({ portrait, asked }: { readonly portrait: Portrait; readonly asked: PortraitAsked }) {
  const { t } = useTranslation('insight')
  const part = (title: string, help: string, lacks: string) => ({ title, help, lacks, portrait })
  return (
    <ObjectPage
      header={<Sizes portrait={portrait} />}
      tabs={[
        { key: 'traits', label: t('portrait.tab.traits'), content: <TraitsTab portrait={portrait} /> },
        {
          key: 'use',
          label: t('portrait.tab.use'),
          content: (
            <div className="insight-stack">
              <SharesPanel part={portrait.products} {...part(t('portrait.products'), t('portrait.productsHelp'), t('portrait.noProducts'))} />
              <SharesPanel part={portrait.channels} {...part(t('portrait.channels'), t('portrait.channelsHelp'), t('portrait.noChannels'))} />
            </div>
          ),
        },
        { key: 'money', label: t('portrait.tab.money'), content: <MoneyPanel portrait={portrait} /> },
        {
          key: 'places',
          label: t('portrait.tab.places'),
          content: (
            <div className="insight-stack">
              <SharesPanel isSortable part={portrait.provinces} {...part(t('portrait.provinces'), t('portrait.placesHelp'), t('portrait.noPlaces'))} />
              <SharesPanel isSortable part={portrait.cities} {...part(t('portrait.cities'), t('portrait.placesHelp'), t('portrait.noPlaces'))} />
            </div>
          ),
        },
        { key: 'move', label: t('portrait.tab.move'), content: <MoveTab portrait={portrait} people={asked.of} /> },
      ]}
    />
  )
}

/** Export, and a strategy for either side that is a segment. */
function Actions({ portrait: { of, against }, asked }: { readonly portrait: Portrait; readonly asked: PortraitAsked }) {
  const say = useSay()
  return (
    <>
      <ExportPortrait asked={asked} name={of.key ?? of.kind} />
      {against.key !== null && <StrategyButton segment={against.key} name={say(against.name)} type="default" />}
      {of.key !== null && <StrategyButton segment={of.key} {...(against.key === null ? {} : { name: say(of.name) })} />}
    </>
  )
}

/** What sets a segment apart from everyone or from another segment. */
export function PortraitPage() {
  const { t } = useTranslation('insight')
  const [search] = useUrlState()
  const of = search.get('of') ?? ''
  const against = search.get('against') ?? ''
  const asked = of === '' ? null : { of: peopleOf(of), against: peopleOf(against) }
  const { answer, job } = usePortrait(asked)
  const now = useNow(job !== null)
  const portrait = answer.data?.portrait
  return (
    <>
      <PageHeader title={t('portrait.title')} purpose={t('portrait.purpose')} actions={portrait && asked && <Actions portrait={portrait} asked={asked} />} />
      <Sides />
      {job !== null && <JobProgress job={job} now={now} />}
      {asked === null ? <EmptyState title={t('portrait.chooseFirst')} why={t('portrait.chooseWhy')} action={<AppLink to="/insight/packs">{t('packs.title')}</AppLink>} /> : <Loaded query={answer}>{({ portrait: found }) => (found === null ? null : <Drawn key={found.id} portrait={found} asked={asked} />)}</Loaded>}
    </>
  )
}
