import { useTranslation } from 'react-i18next'
import type { ScoreRun } from '#models/contract'
import { TextButton } from '../../../ui/action/TextButton.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { barChart } from '../../../ui/charts/bar.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp } from '../FigureHelp.js'
import { ScoreButton } from '../TrainButton.js'
import { readPsi } from './figures.js'
import { MonitorPanel } from './MonitorPanel.js'
import { PsiTag } from './PsiTag.js'
import { type ModelDetail, useVersion } from './use-picked-version.js'

const MOST_BARS = 12
const LIMIT = 0.25
const verdicts = { stable: 'drift.fine', watch: 'drift.watch', moved: 'drift.moved' } as const

function useFeatureNames(model: ModelDetail, version: number | null): (feature: string) => string {
  const say = useSay()
  const found = useVersion(model.key, version).data?.features ?? []
  return (feature) => {
    const name = found.find(({ key }) => key === feature)?.name
    return name === undefined ? feature : say(name)
  }
}

/** How far each feature has moved in one run of scores. */
function RunDrift({ model, run }: { readonly model: ModelDetail; readonly run: ScoreRun }) {
  const { t } = useTranslation('models')
  const nameOf = useFeatureNames(model, run.version)
  return (
    <Chart
      chart={barChart}
      rows={run.drift.slice(0, MOST_BARS).map(({ feature, psi }) => ({ name: nameOf(feature), value: psi, isMarked: readPsi(psi) === 'moved' }))}
      options={{ format: { kind: 'number', digits: 3 }, baseline: { value: LIMIT, label: t('drift.limit') }, nameLabel: t('features.name'), valueLabel: t('figure.psi') }}
      title={t('drift.features', { asOf: run.asOf })}
      note={t('drift.featuresNote', { version: run.version })}
      fileName={`${model.key}-drift-${run.asOf}`}
    />
  )
}

function RunTable({ model, runs, shown }: { readonly model: ModelDetail; readonly runs: readonly ScoreRun[]; readonly shown: ScoreRun }) {
  const { t } = useTranslation('models')
  const [, change] = useUrlState()
  const nameOf = useFeatureNames(model, shown.version)
  return (
    <section className="panel model-scroll">
      <h2>
        {t('drift.runs')}
        <FigureHelp figure="psi" />
      </h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('drift.asOf')}</th>
            <th scope="col">{t('drift.scoredAt')}</th>
            <th scope="col">{t('versions.number')}</th>
            <th scope="col">{t('drift.role')}</th>
            <th scope="col" className="right">{t('drift.customers')}</th>
            <th scope="col" className="right">{t('drift.scorePsi')}</th>
            <th scope="col">{t('drift.worst')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.runId} aria-current={run.runId === shown.runId}>
              <td>
                <TextButton onClick={() => change({ run: String(run.runId) }, { replace: true })}>{run.asOf}</TextButton>
              </td>
              <td><DateText value={run.scoredAt} /></td>
              <td>{t('version', { number: run.version })}</td>
              <td>{t(`drift.roles.${run.role}`)}</td>
              <td className="right"><Num value={run.customers} /></td>
              <td className="right nowrap"><Num value={run.scorePsi} digits={3} /> <PsiTag psi={run.scorePsi} /></td>
              <td>{run.drift[0] && <>{nameOf(run.drift[0].feature)} <Num value={run.drift[0].psi} digits={3} /></>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Whether what is scored still looks like what was learned from, run by run. */
export function DriftTab({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const [search] = useUrlState()
  const { runs } = model
  const nameOf = useFeatureNames(model, runs[0]?.version ?? null)
  const shown = runs.find(({ runId }) => String(runId) === search.get('run')) ?? runs[0]
  if (shown === undefined) {
    return <EmptyState title={t('drift.none')} why={t('drift.noneWhy')} action={<ScoreButton model={model.key} isReady={model.champion !== null} />} />
  }
  return (
    <div className="model-stack">
      <p className="model-verdict">{t(verdicts[readPsi(shown.scorePsi)], { psi: formatNumber(shown.scorePsi, locale, 3) })}</p>
      <MonitorPanel model={model} nameOf={nameOf} />
      <RunTable model={model} runs={runs} shown={shown} />
      {shown.drift.length > 0 && <RunDrift model={model} run={shown} />}
    </div>
  )
}
