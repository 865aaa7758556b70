import { useTranslation } from 'react-i18next'
import { tieringPreviewSchema } from '#segments/contract'
import { usePosted } from '../../../../api/posted.js'
import { ErrorPanel } from '../../../../ui/feedback/ErrorPanel.js'
import { MoneyText, Num, Percent } from '../../../../ui/figures/Num.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { useScope } from '../../../../ui/place/scope.js'
import { TierRange } from '../TierFigure.js'
import { TIERINGS } from '../tier-paths.js'
import type { TieringDraft } from './plan-start.js'

/** What the cells would hold now, once nothing is wrong with the draft. */
export function PreviewSizes({ checked }: { readonly checked: TieringDraft | null }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { org } = useScope()
  const asked = checked === null ? null : { population: checked.population, plan: checked.plan, ...(checked.money === undefined ? {} : { money: checked.money }) }
  const { data, error, isFetching } = usePosted(`${TIERINGS}/preview`, asked, tieringPreviewSchema, { query: { org } })
  return (
    <section className="panel tier-preview" aria-live="polite">
      <h2>{t('tiers.edit.preview')}</h2>
      {error && <ErrorPanel error={error} />}
      {data === undefined && !error && <p className="soft">{t(isFetching ? 'tiers.edit.counting' : 'tiers.edit.previewWaits')}</p>}
      {data && (
        <>
          <p className="soft">{t('tiers.asOf', { date: data.asOf })} · <Num value={data.customers} /> {t('tiers.edit.meet')}</p>
          <table className={`plain-table ${checked === null || isFetching ? 'is-stale' : ''}`}>
            <thead>
              <tr>
                <th scope="col">{t('tiers.cell')}</th>
                <th scope="col" className="right">{t('tiers.customers')}</th>
                <th scope="col" className="right">{t('tiers.share')}</th>
                {data.money !== null && <th scope="col" className="right">{t('tiers.money')}</th>}
              </tr>
            </thead>
            <tbody>
              {data.cells.map((cell) => (
                <tr key={cell.code}>
                  <th scope="row">{say(cell.name)} <TierRange from={cell.from} to={cell.to} unit={data.measure} /></th>
                  <td className="right"><Num value={cell.customers} /></td>
                  <td className="right"><Percent value={cell.share} /></td>
                  {data.money !== null && <td className="right"><MoneyText minor={cell.money === null ? null : Math.round(cell.money)} currency={data.money.ccy ?? 'CNY'} /></td>}
                </tr>
              ))}
            </tbody>
          </table>
          <p className="soft">{t('tiers.edit.previewNote')}</p>
        </>
      )}
    </section>
  )
}
