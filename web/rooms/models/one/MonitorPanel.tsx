import { useTranslation } from 'react-i18next'
import { driftHistorySchema, type Fired, type MonitorReport } from '#models/contract'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatInstant, formatNumber } from '../../../ui/format.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { modelPath, modelUrl, MODELS } from '../models-paths.js'
import { PsiTag } from './PsiTag.js'
import type { ModelDetail } from './use-picked-version.js'

interface RowProps {
  readonly model: ModelDetail
  readonly report: MonitorReport
  readonly nameOf: (feature: string) => string
}

/** A rule that fired, in words. */
function FiredText({ fired, nameOf }: { readonly fired: Fired; readonly nameOf: RowProps['nameOf'] }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  return <StatusTag tone="attention">{t(`monitor.rules.${fired.rule}`, { feature: fired.feature === null ? '' : nameOf(fired.feature), value: formatNumber(fired.value, locale, 3), limit: formatNumber(fired.limit, locale, 3) })}</StatusTag>
}

function ReportRow({ model, report, nameOf }: RowProps) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const { settled, fired, trainJob, waiting } = report
  const write = (value: number) => formatNumber(value, locale, 3)
  return (
    <tr>
      <td className="nowrap"><DateText value={report.asOf} /></td>
      <td className="nowrap">{t(`monitor.causes.${report.cause}`)}</td>
      <td className="nowrap"><Num value={report.scorePsi} digits={3} /> <PsiTag psi={report.scorePsi} /></td>
      <td>{settled && t('monitor.settledText', { asOf: settled.asOf, metric: t(`figure.${settled.metric}`), value: write(settled.value), tested: write(settled.tested) })}</td>
      <td>
        {fired.length === 0 ? <span className="soft">{t('monitor.noFired')}</span> : fired.map((one) => <FiredText key={`${one.rule} ${one.feature}`} fired={one} nameOf={nameOf} />)}{' '}
        {trainJob !== null && <AppLink to={`/settings/jobs?subject=${encodeURIComponent(model.key)}`}>{t('monitor.trained')}</AppLink>}
        {waiting !== null && <AppLink to={`${modelPath(model.key)}?tab=versions`}>{t('monitor.waiting', { number: waiting })}</AppLink>}
      </td>
    </tr>
  )
}

/** How the model is watched: when, what was found, which rules fired and what they started. */
export function MonitorPanel({ model, nameOf }: { readonly model: ModelDetail; readonly nameOf: RowProps['nameOf'] }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const may = useMay('model.manage')
  const history = useApi(`${modelUrl(model.key)}/drift`, driftHistorySchema)
  return (
    <section className="panel model-scroll">
      <h2>{t('monitor.title')}</h2>
      <Loaded query={history} rows={2}>
        {({ monitor, nextDue, reports }) => (
          <>
            {monitor === null && <p className="soft">{t('monitor.none')}</p>}
            {nextDue !== null && <p className="soft">{t('monitor.next', { at: formatInstant(nextDue, locale) })}</p>}
            {monitor !== null && may && model.champion !== null && <JobButton label={t('monitor.check')} size="small" refreshes={[MODELS]} start={() => post(`${modelUrl(model.key)}/monitor`, {}, startedSchema)} />}
            {reports.length > 0 && (
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">{t('monitor.asOf')}</th>
                    <th scope="col">{t('monitor.cause')}</th>
                    <th scope="col">{t('drift.scorePsi')}</th>
                    <th scope="col">{t('monitor.settled')}</th>
                    <th scope="col">{t('monitor.fired')}</th>
                  </tr>
                </thead>
                <tbody>
                  {reports.map((report) => (
                    <ReportRow key={`${report.reportedAt} ${report.scoreRun}`} model={model} report={report} nameOf={nameOf} />
                  ))}
                </tbody>
              </table>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}
