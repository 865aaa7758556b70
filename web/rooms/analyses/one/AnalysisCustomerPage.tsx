import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { z } from 'zod'
import { analysisDetailSchema, measuredCustomerSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AnalysisHelp } from '../AnalysisHelp.js'
import { analysisPath, analysisUrl } from '../analysis-paths.js'
import { readMeasure, writeMeasure } from '../measures.js'
import type { AnalysisView } from './analysis-view.js'
import { useMeasureName } from './use-measure-name.js'
import '../../models/models.css'

type Measured = z.infer<typeof measuredCustomerSchema>

/** Why the chance of still buying is what it is: how often they bought, when last, how long ago. */
function WhyAlive({ customer }: { readonly customer: Measured }) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const of = (measure: string) => customer.measures.find((one) => one.measure === measure)?.value
  const [alive, purchases, last, months] = [of('alive'), of('purchases'), of('last_month'), of('months')]
  if (alive === undefined || purchases === undefined || last === undefined || months === undefined) return null
  const write = (value: number) => formatNumber(value, locale, 1)
  return (
    <div className="model-verdict">
      <p>{t('customer.alive', { alive: formatPercent(alive, locale, 1), months: write(months), purchases: formatNumber(purchases, locale), last: write(last), quiet: write(months - last) })}</p>
      <p className="soft">{purchases > 0 ? t('customer.aliveOften', { gap: write(last / purchases) }) : t('customer.aliveNever')}</p>
    </div>
  )
}

function Measures({ analysis, customer }: { readonly analysis: AnalysisView; readonly customer: Measured }) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const nameOf = useMeasureName(analysis.key, analysis.newest?.version ?? null)
  const order = analysis.newest?.measures ?? []
  const rows = customer.measures.toSorted((a, b) => order.indexOf(a.measure) - order.indexOf(b.measure))
  const withInterval = rows.some(({ low }) => low !== null)
  return (
    <section className="panel">
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('customer.measure')}</th>
            <th scope="col">{t('customer.value')}</th>
            {withInterval && <th scope="col">{t('customer.interval')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ measure, value, low, high }) => {
            const { form, word } = readMeasure(measure)
            return (
              <tr key={measure}>
                <th scope="row">
                  {nameOf(measure)}
                  {word === 'alive' && <AnalysisHelp figure="alive" />}
                  {word === 'valueIn' && <AnalysisHelp figure="value" />}
                </th>
                <td className="figures">{writeMeasure(value, form, locale)}</td>
                {withInterval && <td className="figures soft">{low === null || high === null ? '' : `[${writeMeasure(low, form, locale)}, ${writeMeasure(high, form, locale)}]`}</td>}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function View({ analysis, custId }: { readonly analysis: AnalysisView; readonly custId: string }) {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const customer = useApi(`${analysisUrl(analysis.key)}/customers/${encodeURIComponent(custId)}`, measuredCustomerSchema)
  return (
    <>
      <ObjectHeader
        name={t('customer.title', { name: custId, analysis: say(analysis.name) })}
        parent={{ label: say(analysis.name), to: `${analysisPath(analysis.key)}?tab=customers` }}
        {...(customer.data === undefined ? {} : { asOf: customer.data.asOf })}
        actions={<AppLink to={`/customers/${encodeURIComponent(custId)}`}>{t('customer.open')}</AppLink>}
      />
      <Loaded query={customer}>
        {(found) => (
          <div className="model-stack">
            <WhyAlive customer={found} />
            <Measures analysis={analysis} customer={found} />
          </div>
        )}
      </Loaded>
    </>
  )
}

/** Everything the newest run of an analysis knows of one customer. */
export function AnalysisCustomerPage() {
  const { key = '', custId = '' } = useParams()
  const analysis = useApi(analysisUrl(key), analysisDetailSchema)
  return <Loaded query={analysis}>{(found) => <View analysis={found} custId={custId} />}</Loaded>
}
