import { useTranslation } from 'react-i18next'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AnalysisHelp } from '../AnalysisHelp.js'
import { writeMoney } from '../measures.js'
import type { FiguresOf } from '../one/analysis-view.js'

interface Props {
  readonly figures: FiguresOf<'benefit'>
}

const EVERYBODY = 'all'

function Money({ minor }: { readonly minor: number }) {
  const locale = useFormatLocale()
  return <span className="figures">{writeMoney(minor, locale)}</span>
}

function useGroupName(): (group: string) => string {
  const { t } = useTranslation('analyses')
  return (group) => (group === EVERYBODY ? t('benefit.everybody') : group || '–')
}

/** From which face on the use of each group rises. */
export function GroupFaces({ figures }: Props) {
  const { t } = useTranslation('analyses')
  const nameOf = useGroupName()
  return (
    <section className="panel model-scroll">
      <h2>
        {t('benefit.groups')}
        <AnalysisHelp figure="leastFace" />
      </h2>
      <p className="soft">{t('benefit.groupsWhat')}</p>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('benefit.group')}</th>
            <th scope="col">{t('benefit.customers')}</th>
            <th scope="col">{t('benefit.least')}</th>
            <th scope="col">{t('benefit.best')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.groups.map(({ group, customers, leastFace, response }) => (
            <tr key={group}>
              <th scope="row">{nameOf(group)}</th>
              <td><Num value={customers} /></td>
              <td>{leastFace === null ? <span className="soft">{t('benefit.none')}</span> : <Money minor={leastFace} />}</td>
              <td><Percent value={response.at(-1)?.smooth} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The face each group gets in the cheapest plan. */
export function Allocation({ figures }: Props) {
  const { t } = useTranslation('analyses')
  const nameOf = useGroupName()
  return (
    <section className="panel model-scroll">
      <h2>{t('benefit.allocation')}</h2>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('benefit.group')}</th>
            <th scope="col">{t('benefit.customers')}</th>
            <th scope="col">{t('benefit.face')}</th>
            <th scope="col">{t('benefit.conversions')}</th>
            <th scope="col">{t('benefit.planCost')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.plan.allocation.map(({ group, customers, face, conversions, cost }) => (
            <tr key={`${group} ${face}`}>
              <th scope="row">{nameOf(group)}</th>
              <td><Num value={customers} /></td>
              <td><Money minor={face} /></td>
              <td><Num value={conversions} /></td>
              <td><Money minor={cost} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Every face tried as the one for everybody, against the cheapest plan with as many uses. */
export function FlatTable({ figures }: Props) {
  const { t } = useTranslation('analyses')
  return (
    <section className="panel model-scroll">
      <h2>
        {t('benefit.flats')}
        <AnalysisHelp figure="saved" />
      </h2>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('benefit.flat')}</th>
            <th scope="col">{t('benefit.conversions')}</th>
            <th scope="col">{t('benefit.flatCost')}</th>
            <th scope="col">{t('benefit.planCost')}</th>
            <th scope="col">{t('benefit.saved')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.flats.map(({ face, conversions, cost, planCost, saved }) => (
            <tr key={face} aria-current={face === figures.flat.face}>
              <th scope="row">
                <Money minor={face} /> {face === figures.flat.face && <span className="soft">{t('benefit.current')}</span>}
              </th>
              <td><Num value={conversions} /></td>
              <td><Money minor={cost} /></td>
              <td><Money minor={planCost} /></td>
              <td><Percent value={saved} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
