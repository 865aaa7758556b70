import { useTranslation } from 'react-i18next'
import { monthFlowSchema, type PackPart as Part, type Portrait } from '#insight/contract'
import { useApi } from '../../../api/query.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { lineChart } from '../../../ui/charts/line.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { MoneyText, Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope } from '../../../ui/place/scope.js'
import { PORTRAITS } from '../insight-paths.js'
import { MoneyPanel } from '../portrait/MoneyPanel.js'
import { SharesPanel } from '../portrait/SharesPanel.js'
import { TraitPanel } from '../portrait/TraitsTab.js'

function Months({ types, portrait }: { readonly types: readonly string[]; readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const { org } = useScope()
  const flow = useApi(`${PORTRAITS}/${portrait.id}/months`, monthFlowSchema, { query: { types: types.join(','), org }, staleTime: 300_000 })
  return (
    <Loaded query={flow}>
      {({ months, ccy }) => {
        if (months.length === 0) return <p className="soft">{t('packs.noMonths')}</p>
        const line = (name: string, read: (month: (typeof months)[number]) => number | null) => ({ name, points: months.map((month) => ({ at: month.month.slice(0, 7), value: read(month) })) })
        return (
          <div className="two-charts">
            <Chart chart={lineChart} rows={[line(say(portrait.of.name), ({ mean }) => mean), line(say(portrait.against.name), ({ baseMean }) => baseMean)]} options={{ format: { kind: 'money', currency: ccy }, fromZero: true, atLabel: t('move.date') }} title={t('packs.moneyByMonth')} fileName="months-money" />
            <Chart chart={lineChart} rows={[line(say(portrait.of.name), ({ share }) => share), line(say(portrait.against.name), ({ baseShare }) => baseShare)]} options={{ format: { kind: 'percent' }, fromZero: true, atLabel: t('move.date') }} title={t('packs.shareByMonth')} fileName="months-share" />
          </div>
        )
      }}
    </Loaded>
  )
}

function Headroom({ tag, portrait }: { readonly tag: string; readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  const trait = portrait.traits.find(({ key }) => key === tag)
  if (trait?.mean == null || trait.covered === null) return <p className="soft">{t('packs.noTag', { tag })}</p>
  const people = Math.round(trait.covered * portrait.of.customers)
  const ccy = trait.ccy ?? 'CNY'
  return (
    <div className="stat-tiles">
      <StatTile label={t('packs.headroomSum')} value={<MoneyText minor={Math.round(trait.mean.mean * people)} currency={ccy} />} note={t('packs.headroomNote')} to={`/customers/tags/${encodeURIComponent(tag)}`} />
      <StatTile label={t('packs.headroomMean')} value={<MoneyText minor={Math.round(trait.mean.mean)} currency={ccy} />} note={<>{t('portrait.everyone')} <MoneyText minor={Math.round(trait.mean.baseMean)} currency={ccy} /></>} />
      <StatTile label={t('packs.headroomPeople')} value={<Num value={people} />} note={<Percent value={trait.covered} />} />
    </div>
  )
}

function Tags({ tags, portrait }: { readonly tags: readonly string[]; readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  return (
    <div className="two-charts">
      {tags.map((tag) => {
        const trait = portrait.traits.find(({ key, kind }) => key === tag && kind === 'tag')
        return trait === undefined ? <p key={tag} className="soft">{t('packs.noTag', { tag })}</p> : <TraitPanel key={tag} trait={trait} portrait={portrait} brief />
      })}
    </div>
  )
}

function Answer({ part, portrait, title }: { readonly part: Part; readonly portrait: Portrait; readonly title: string }) {
  const { t } = useTranslation('insight')
  switch (part.kind) {
    case 'tags':
      return <Tags tags={part.tags} portrait={portrait} />
    case 'months':
      return <Months types={part.types} portrait={portrait} />
    case 'headroom':
      return <Headroom tag={part.tag} portrait={portrait} />
    case 'money':
      return <MoneyPanel portrait={portrait} />
    case 'products':
      return <SharesPanel title={title} help={t('portrait.productsHelp')} lacks={t('portrait.noProducts')} part={portrait.products} portrait={portrait} />
    case 'channels':
      return <SharesPanel title={title} help={t('portrait.channelsHelp')} lacks={t('portrait.noChannels')} part={portrait.channels} portrait={portrait} />
    case 'places':
      return <SharesPanel title={title} help={t('portrait.placesHelp')} lacks={t('portrait.noPlaces')} part={portrait.cities} portrait={portrait} />
  }
}

/** One question of a pack with its answer. */
export function PackPart({ part, portrait }: { readonly part: Part; readonly portrait: Portrait }) {
  const say = useSay()
  return (
    <section className="pack-part">
      <h2>{say(part.title)}</h2>
      {part.why !== undefined && <p className="soft">{say(part.why)}</p>}
      <Answer part={part} portrait={portrait} title={say(part.title)} />
    </section>
  )
}
