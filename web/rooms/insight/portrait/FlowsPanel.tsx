import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Portrait, type ProductFlows, productFlowsSchema } from '#insight/contract'
import { useApi } from '../../../api/query.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { sankeyChart } from '../../../ui/charts/sankey.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope } from '../../../ui/place/scope.js'
import { portraitUrl } from '../insight-paths.js'

const BACK = [3, 6, 12, 24]

function Flows({ found, name }: { readonly found: ProductFlows; readonly name: string }) {
  const { t } = useTranslation('insight')
  const { flows, hidden, days, from, to } = found
  if (flows.length === 0) return <p className="soft">{t(found.known ? 'picture.flows.none' : 'picture.flows.noTxn')}{hidden > 0 && ` ${t('picture.flows.hidden', { count: hidden })}`} {!found.known && <AppLink to="/data/sources">{t('portrait.toSources')}</AppLink>}</p>
  const place = (key: ProductFlows['flows'][number]['from']) => t(`picture.flows.place.${key}`)
  return (
    <Chart
      chart={sankeyChart}
      rows={flows.map((flow) => ({ from: place(flow.from), to: place(flow.to), value: flow.amount }))}
      options={{ format: { kind: 'money', currency: found.ccy }, fromLabel: t('picture.flows.from'), toLabel: t('picture.flows.to'), valueLabel: t('picture.flows.amount'), strong: [place('account')] }}
      title={t('picture.flows.title', { name, from, to })}
      note={[t('picture.flows.note', { days }), ...(hidden > 0 ? [t('picture.flows.hidden', { count: hidden })] : [])].join(' ')}
      fileName="portrait-product-flows"
    />
  )
}

/** Between which products the money of the people went. */
export function FlowsPanel({ portrait }: { readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const { org } = useScope()
  const [months, setMonths] = useState(12)
  const found = useApi(`${portraitUrl(portrait.id)}/product-flows`, productFlowsSchema, { query: { org, months } })
  const days = found.data?.days ?? 7
  return (
    <section className="panel">
      <h2>
        {t('picture.flows.name')}
        <HelpHint name={t('picture.flows.name')} formula={t('picture.flows.formula', { days })} source={t('picture.flows.source')}>{t('picture.flows.help', { days })}</HelpHint>
      </h2>
      <label className="soft">
        {t('picture.assets.months')} <Select<number> size="small" aria-label={t('picture.assets.months')} value={months} onChange={setMonths} options={BACK.map((value) => ({ value, label: t('picture.assets.month', { count: value }) }))} />
      </label>
      <Loaded query={found}>{(flows) => <Flows found={flows} name={say(portrait.of.name)} />}</Loaded>
    </section>
  )
}
