import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Portrait, PortraitTrait } from '#insight/contract'
import { Chart } from '../../../ui/charts/Chart.js'
import { groupedBarChart } from '../../../ui/charts/grouped-bar.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { CellTable } from './CellTable.js'
import { cellName, traitValue } from './cell-words.js'
import { PText } from './PText.js'

const FACETS = ['attribute', 'social', 'interest', 'value', 'risk', 'marketing'] as const

/** Means of a numeric trait with their difference, effect and test. */
function Means({ trait }: { readonly trait: PortraitTrait }) {
  const { t } = useTranslation('insight')
  const locale = useFormatLocale()
  if (trait.mean === null) return null
  const { mean, baseMean, diff, low, high, effect } = trait.mean
  const write = (value: number) => traitValue(value, trait, locale)
  const interval = low === null || high === null ? '' : ` [${write(low)}, ${write(high)}]`
  return (
    <p className="figures">
      {t('portrait.means', { mean: write(mean), base: write(baseMean), diff: `${write(diff)}${interval}` })}{' '}
      {effect !== null && <span className="soft">{t('portrait.effect', { d: formatNumber(effect, locale, 2) })}</span>}
    </p>
  )
}

/** The value that stands out most, where its index is proven and it is not rare. */
function Standout({ trait }: { readonly trait: PortraitTrait }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const locale = useFormatLocale()
  const proven = trait.cells.filter(({ tgi, share }) => tgi !== null && tgi.low !== null && tgi.low > 100 && (share ?? 0) >= 0.02)
  const [top] = proven.toSorted((a, b) => (b.tgi?.value ?? 0) - (a.tgi?.value ?? 0))
  if (top?.tgi == null) return <p className="soft">{t('portrait.noStandout')}</p>
  return <p className="figures">{t('portrait.standout', { name: cellName(top, trait, { t, say, locale }), tgi: formatNumber(top.tgi.value, locale), low: formatNumber(top.tgi.low ?? 0, locale), high: formatNumber(top.tgi.high ?? 0, locale) })}</p>
}

interface PanelProps {
  readonly trait: PortraitTrait
  readonly portrait: Portrait
  /** The chart with what stands out, without the table of every value. */
  readonly brief?: boolean
}

/** One trait: its means, its distribution on both sides, and every value with its index. */
export function TraitPanel({ trait, portrait, brief = false }: PanelProps) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const locale = useFormatLocale()
  const name = say(trait.name)
  const rows = trait.cells.filter(({ hidden }) => !hidden).map((cell) => ({
    name: cellName(cell, trait, { t, say, locale }),
    values: { of: { value: cell.share ?? 0 }, base: { value: cell.baseShare ?? 0 } },
  }))
  const series = [{ key: 'of', label: say(portrait.of.name) }, { key: 'base', label: say(portrait.against.name) }]
  const title = t('portrait.chartTitle', { name, of: say(portrait.of.name), base: say(portrait.against.name) })
  return (
    <section className="panel">
      <h2>{trait.kind === 'tag' ? <AppLink to={`/customers/tags/${encodeURIComponent(trait.key)}`}>{name}</AppLink> : name}</h2>
      <Means trait={trait} />
      {rows.length > 1 && <Chart chart={groupedBarChart} rows={rows} options={{ format: { kind: 'percent' }, series, nameLabel: name }} title={title} note={t('portrait.source', { date: portrait.asOf })} fileName={`portrait-${trait.key}`} />}
      {brief ? <Standout trait={trait} /> : <CellTable title={name} cells={trait.cells} trait={trait} sizes={{ of: portrait.of.customers, against: portrait.against.customers }} />}
      {trait.more > 0 && <p className="soft">{t('picture.more', { count: trait.more })}</p>}
    </section>
  )
}

function Ranking({ traits, chosen, onPick }: { readonly traits: readonly PortraitTrait[]; readonly chosen: string | null; readonly onPick: (key: string) => void }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const most = Math.max(...traits.map(({ divergence }) => divergence), 0.0001)
  return (
    <table className="plain-table trait-ranking">
      <caption className="visually-hidden">{t('portrait.ranking')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('portrait.trait')}</th>
          <th scope="col">
            {t('portrait.divergence')}
            <HelpHint name={t('portrait.divergence')} formula={t('portrait.divergenceFormula')} source={t('portrait.divergenceSource')}>{t('portrait.divergenceHelp')}</HelpHint>
          </th>
          <th scope="col" className="right">V</th>
          <th scope="col" className="right">{t('portrait.iv')}</th>
          <th scope="col" className="right">{t('portrait.p')}</th>
        </tr>
      </thead>
      <tbody>
        {traits.map((trait) => (
          <tr key={`${trait.kind}-${trait.key}`} className={trait.key === chosen ? 'chosen' : ''}>
            <th scope="row"><button type="button" className="link-button" aria-pressed={trait.key === chosen} onClick={() => onPick(trait.key)}>{say(trait.name)}</button></th>
            <td><span className="divergence-bar" style={{ inlineSize: `${Math.round((trait.divergence / most) * 60)}px` }} /> <Num value={trait.divergence} digits={3} /></td>
            <td className="right"><Num value={trait.cramersV} digits={2} /></td>
            <td className="right"><Num value={trait.informationValue} digits={2} /></td>
            <td className="right"><PText p={trait.p} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Every tag, what sets the segment apart first; one is looked at on the right. */
export function TraitsTab({ portrait }: { readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const [search, change] = useUrlState()
  const typed = (search.get('q') ?? '').trim().toLowerCase()
  const facet = search.get('facet') ?? ''
  const shown = portrait.traits.filter((trait) => (facet === '' || trait.facet === facet) && `${trait.key} ${say(trait.name)}`.toLowerCase().includes(typed))
  const chosen = shown.find(({ key }) => key === search.get('trait')) ?? shown[0]
  return (
    <div className="portrait-traits">
      <div>
        <div className="portrait-filter">
          <Input allowClear aria-label={t('portrait.find')} placeholder={t('portrait.find')} value={search.get('q') ?? ''} onChange={({ target }) => change({ q: target.value }, { replace: true })} />
          <Select aria-label={t('portrait.facet')} value={facet} onChange={(value: string) => change({ facet: value }, { replace: true })} options={[{ value: '', label: t('portrait.everyFacet') }, ...FACETS.map((value) => ({ value, label: t(`portrait.facets.${value}`) }))]} />
        </div>
        {shown.length === 0 ? <p className="soft">{t('portrait.noTrait')}</p> : <Ranking traits={shown} chosen={chosen?.key ?? null} onPick={(key) => change({ trait: key }, { replace: true })} />}
      </div>
      {chosen !== undefined && (
        <div>
          <TraitPanel trait={chosen} portrait={portrait} />
          <p className="soft figures">{t('portrait.covered')} <Percent value={chosen.covered} /> · {t('portrait.coveredBase')} <Percent value={chosen.baseCovered} /></p>
        </div>
      )}
    </div>
  )
}
