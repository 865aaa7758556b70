import { useTranslation } from 'react-i18next'
import type { People, Portrait } from '#insight/contract'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectPage } from '../../../ui/page/ObjectPage.js'
import { ExportPortrait } from './ExportPortrait.js'
import { FacesTab } from './FacesTab.js'
import { MoneyPanel } from './MoneyPanel.js'
import { MoveTab } from './MoveTab.js'
import { PicturesTab } from './PicturesTab.js'
import { SharesPanel } from './SharesPanel.js'
import { StrategyButton } from './StrategyButton.js'
import { TraitsTab } from './TraitsTab.js'

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

/** A portrait in its parts; `people`: whose moves are asked for, null where nobody knows any more. */
export function PortraitView({ portrait, people }: { readonly portrait: Portrait; readonly people: People | null }) {
  const { t } = useTranslation('insight')
  const part = (title: string, help: string, lacks: string) => ({ title, help, lacks, portrait })
  return (
    <ObjectPage
      header={<Sizes portrait={portrait} />}
      tabs={[
        { key: 'traits', label: t('portrait.tab.traits'), content: <TraitsTab portrait={portrait} /> },
        { key: 'faces', label: t('picture.tab.faces'), content: <FacesTab portrait={portrait} /> },
        { key: 'pictures', label: t('picture.tab.pictures'), content: <PicturesTab portrait={portrait} /> },
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
        ...(people === null ? [] : [{ key: 'move', label: t('portrait.tab.move'), content: <MoveTab portrait={portrait} people={people} /> }]),
      ]}
    />
  )
}

/** Export, and a strategy for either side that is a segment. */
export function PortraitActions({ portrait, hasFlow }: { readonly portrait: Portrait; readonly hasFlow: boolean }) {
  const say = useSay()
  const { of, against } = portrait
  return (
    <>
      <ExportPortrait portrait={portrait} hasFlow={hasFlow} />
      {against.key !== null && <StrategyButton segment={against.key} name={say(against.name)} type="default" />}
      {of.key !== null && <StrategyButton segment={of.key} {...(against.key === null ? {} : { name: say(of.name) })} />}
    </>
  )
}
