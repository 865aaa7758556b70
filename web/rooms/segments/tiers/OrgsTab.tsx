import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { tierOrgsSchema, type TieringRun } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { MoneyText, Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useOrgName } from '../use-org-name.js'
import { tierRunUrl } from './tier-paths.js'

const DEPTHS = ['2', '3'] as const

/** Cells by branch or sub-branch, each as a share of the org's customers. */
export function OrgsTab({ tiering, run }: { readonly tiering: string; readonly run: TieringRun }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [search, change] = useUrlState()
  const { org } = useScope()
  const orgName = useOrgName()
  const depth = search.get('depth') === '3' ? '3' : '2'
  const orgs = useApi(`${tierRunUrl(tiering, run.runId)}/orgs`, tierOrgsSchema, { query: { depth, org }, keepPrevious: true })
  return (
    <div className="overview">
      <Select aria-label={t('tiers.depth')} value={depth} style={{ width: '10rem' }} onChange={(next) => change({ depth: next === '2' ? null : next }, { replace: true })} options={DEPTHS.map((value) => ({ value, label: t(value === '2' ? 'tiers.depths.branch' : 'tiers.depths.sub') }))} />
      <Loaded query={orgs}>
        {({ items }) => (
          <div className="wide-table">
            <table className="plain-table overlap-matrix">
              <thead>
                <tr>
                  <th scope="col">{t('members.org')}</th>
                  <th scope="col" className="right">{t('tiers.customers')}</th>
                  {run.money !== null && <th scope="col" className="right">{t('tiers.money')}</th>}
                  {items.some(({ gini }) => gini !== null) && <th scope="col" className="right">{t('tiers.gini')}</th>}
                  {run.cells.map((cell) => <th key={cell.code} scope="col" className="right">{say(cell.name)}</th>)}
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.org}>
                    <th scope="row"><span title={item.org}>{orgName(item.org === '/-/' || item.org === '/-' ? '/-/' : item.org)}</span></th>
                    <td><Num value={item.customers} /></td>
                    {run.money !== null && <td><MoneyText minor={item.money === null ? null : Math.round(item.money)} currency={run.money.ccy ?? 'CNY'} /></td>}
                    {items.some(({ gini }) => gini !== null) && <td><Num value={item.gini} digits={3} /></td>}
                    {item.cells.map(({ code, customers }) => (
                      <td key={code}><Num value={customers} />{customers !== null && item.customers !== null && item.customers > 0 && <small><Percent value={customers / item.customers} /></small>}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </div>
  )
}
