import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Portrait, type PortraitAssets, portraitAssetsSchema } from '#insight/contract'
import { useApi } from '../../../api/query.js'
import { bridgeChart } from '../../../ui/charts/bridge.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope } from '../../../ui/place/scope.js'
import { portraitUrl } from '../insight-paths.js'
import { type BridgeKey, bridgeSteps } from './picture-rows.js'

const BACK = [3, 6, 12, 24]

function Bridge({ found, name }: { readonly found: PortraitAssets; readonly name: string }) {
  const { t } = useTranslation('insight')
  const [by, setBy] = useState<'flows' | 'classes'>('flows')
  if (found.from === null || found.to === null) return <p className="soft">{t('picture.assets.none')} <AppLink to="/data/sources">{t('portrait.toSources')}</AppLink></p>
  const hasFlows = found.inflow !== null
  const shown = hasFlows ? by : 'classes'
  const labelOf = (key: BridgeKey) => (key === 'inflow' || key === 'outflow' || key === 'rest' ? t(`picture.assets.${key}`) : t(`picture.assets.class.${key}`))
  return (
    <>
      {hasFlows && <Segmented<'flows' | 'classes'> aria-label={t('picture.assets.by')} value={by} onChange={setBy} options={(['flows', 'classes'] as const).map((value) => ({ value, label: t(`picture.assets.${value}`) }))} />}
      <Chart
        chart={bridgeChart}
        rows={bridgeSteps(found, shown).map(({ key, change }) => ({ name: labelOf(key), change }))}
        options={{ format: { kind: 'money', currency: found.ccy }, start: { name: found.from, value: found.start }, end: { name: found.to, value: found.end }, levelLabel: t('picture.assets.level'), changeLabel: t('picture.assets.change') }}
        title={t('picture.assets.title', { name, from: found.from, to: found.to })}
        note={hasFlows ? t('picture.assets.source') : t('picture.assets.noFlows')}
        fileName="portrait-assets"
      />
    </>
  )
}

/** How the assets of the people came from one month end to the newest. */
export function AssetsPanel({ portrait }: { readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const { org } = useScope()
  const [months, setMonths] = useState(12)
  const found = useApi(`${portraitUrl(portrait.id)}/assets`, portraitAssetsSchema, { query: { org, months } })
  return (
    <section className="panel">
      <h2>
        {t('picture.assets.name')}
        <HelpHint name={t('picture.assets.name')} formula={t('picture.assets.formula')} source={t('picture.assets.source')}>{t('picture.assets.help')}</HelpHint>
      </h2>
      <label className="soft">
        {t('picture.assets.months')} <Select<number> size="small" aria-label={t('picture.assets.months')} value={months} onChange={setMonths} options={BACK.map((value) => ({ value, label: t('picture.assets.month', { count: value }) }))} />
      </label>
      <Loaded query={found}>{(assets) => <Bridge found={assets} name={say(portrait.of.name)} />}</Loaded>
    </section>
  )
}
