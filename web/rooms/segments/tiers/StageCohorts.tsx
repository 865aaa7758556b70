import { useTranslation } from 'react-i18next'
import type { StageBoard, TieringRun } from '#segments/contract'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { shortStage } from './stage-ask.js'

export const cohortLabel = (cohort: string, t: (key: 'stages.none' | 'stages.earlier') => string): string => (cohort === 'none' || cohort === 'earlier' ? t(`stages.${cohort}`) : cohort)

const shareStyle = (share: number | null) => ({ '--share': share ?? 0 }) as React.CSSProperties

/** Cohorts of opening by the share that reached each stage, and the median days to the next. */
export function StageCohorts({ board, run }: { readonly board: StageBoard; readonly run: TieringRun }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  return (
    <section>
      <h3>{t('stages.cohorts')}</h3>
      <div className="wide-table">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('stages.cohort')}</th>
              <th scope="col" className="right">{t('stages.customers')}</th>
              {board.stages.map(({ code }) => <th key={code} scope="col" className="right">{shortStage(say(run.cells.find((cell) => cell.code === code)?.name ?? { zh: code }))}</th>)}
            </tr>
          </thead>
          <tbody>
            {board.cohorts.map(({ cohort, customers, reached, lags }) => (
              <tr key={cohort}>
                <th scope="row">{cohortLabel(cohort, t)}</th>
                <td className="right"><Num value={customers} /></td>
                {reached.map((count, at) => {
                  const share = count === null || customers === null || customers === 0 ? null : count / customers
                  const lag = lags[at - 1]?.median ?? null
                  return (
                    <td key={board.stages[at]?.code} className="right share" style={shareStyle(share)}>
                      <Percent value={share} />{lag !== null && <small className="soft"> {lag === 0 ? t('stages.atOnce') : t('tiers.days', { count: Math.round(lag) })}</small>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="soft">{t('stages.cohortsNote')}</p>
    </section>
  )
}
