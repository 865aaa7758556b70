import { useTranslation } from 'react-i18next'
import type { TagEvaluation } from '#tags/contract'
import { useMay } from '../../../api/session.js'
import { Estimate } from '../../../ui/figures/Estimate.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

type Lift = TagEvaluation['lifts'][number]

/** Treated less control by value of the tag. */
function Cells({ lift }: { readonly lift: Lift }) {
  const { t } = useTranslation('tags')
  const locale = useFormatLocale()
  const write = (value: number) => formatPercent(value, locale, 2)
  return (
    <details>
      <summary>{t('lift.cells', { count: lift.cells.length })}</summary>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('lift.cell')}</th>
            <th scope="col">{t('evaluation.customers')}</th>
            <th scope="col">{t('lift.effect')}</th>
          </tr>
        </thead>
        <tbody>
          {lift.cells.map(({ label, customers, value, low, high }) => (
            <tr key={label}>
              <td>{label === '' ? t('lift.noValue') : label}</td>
              <td><Num value={customers} /></td>
              <td><Estimate estimate={{ value, low, high }} format={write} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** Whether acting on a tag would have changed more customers, campaign by campaign. */
export function LiftTable({ lifts }: { readonly lifts: TagEvaluation['lifts'] }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const locale = useFormatLocale()
  const mayModels = useMay('model.read')
  const write = (value: number) => formatPercent(value, locale, 3)
  return (
    <section className="panel">
      <h2>
        {t('lift.title')} <HelpHint name={t('lift.title')} formula={t('lift.formula')} source={t('lift.source')}>{t('lift.help')}</HelpHint>
      </h2>
      {lifts.length === 0 ? (
        <p className="soft">
          {t('lift.none')} {mayModels && <AppLink to="/models/new?kind=uplift">{t('lift.declare')}</AppLink>}
        </p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('lift.campaign')}</th>
              <th scope="col">{t('lift.asOf')}</th>
              <th scope="col">{t('lift.effect')}</th>
              <th scope="col">{t('lift.gain')}</th>
              <th scope="col">{t('lift.byValue')}</th>
            </tr>
          </thead>
          <tbody>
            {lifts.map((lift) => (
              <tr key={lift.campaign}>
                <td>
                  {lift.campaign} <span className="soft">{mayModels ? <AppLink to={`/models/${encodeURIComponent(lift.model)}`}>{say(lift.name)}</AppLink> : say(lift.name)}</span>
                </td>
                <td><DateText value={lift.asOf} /></td>
                <td><Estimate estimate={lift.effect} format={write} /></td>
                <td><Estimate estimate={lift.gain} format={write} /></td>
                <td><Cells lift={lift} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
