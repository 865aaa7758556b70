import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Load, LoadReport } from '#ingest/contract'
import { Chart } from '../../../ui/charts/Chart.js'
import { waterfallChart } from '../../../ui/charts/waterfall.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useDefinitionLinks } from '../../../ui/page/use-definition-links.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { useBankWords } from '../use-bank-words.js'
import { ColumnProfile } from './ColumnProfile.js'
import { loadSteps } from './load-steps.js'
import { RejectTable } from './RejectTable.js'

function Tiles({ report }: { readonly report: LoadReport }) {
  const { t } = useTranslation('ingest')
  const locale = useFormatLocale()
  const share = report.rows === 0 ? 0 : report.rejected / report.rows
  const note = t('report.ofRows', {
    share: formatPercent(share, locale, 2),
    rows: formatNumber(report.rows, locale),
  })
  return (
    <div className="stat-tiles">
      <StatTile label={t('report.rows')} value={<Num value={report.rows} />} note={t('report.rowsNote')} />
      <StatTile label={t('report.accepted')} value={<Num value={report.accepted} />} />
      <StatTile label={t('report.rejected')} value={<Num value={report.rejected} />} note={note} />
      <StatTile label={t('report.newCustomers')} value={<Num value={report.newCustomers} />} />
      <StatTile
        label={t('report.unknownCustomers')}
        value={<Num value={report.unknownCustomers} />}
        note={t('report.unknownNote')}
      />
    </div>
  )
}

function Waterfall({ report }: { readonly report: LoadReport }) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const locale = useFormatLocale()
  const rows = loadSteps(report).map(({ name, left }) => ({
    name: typeof name === 'string' ? t(`report.step.${name}`) : say(name),
    left,
  }))
  const shown = { rows: formatNumber(report.rows, locale), accepted: formatNumber(report.accepted, locale) }
  return (
    <Chart
      chart={waterfallChart}
      rows={rows}
      options={{ endLabel: t('report.accepted') }}
      title={t('report.sentence', shown)}
      fileName="load"
    />
  )
}

function Targets({ report }: { readonly report: LoadReport }) {
  const { t } = useTranslation('ingest')
  const words = useBankWords()
  return (
    <section className="panel">
      <h2>{t('report.targets')}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('report.table')}</th>
            <th scope="col">{t('report.mode')}</th>
            <th scope="col" className="right">
              {t('report.written')}
            </th>
            <th scope="col" className="right">
              {t('report.already')}
            </th>
          </tr>
        </thead>
        <tbody>
          {report.targets.map(({ table, mode, rows, already }, at) => (
            <tr key={at}>
              <td>{words.table(table)}</td>
              <td>{words.mode(mode)}</td>
              <td className="figures right">
                <Num value={rows} />
              </td>
              <td className="figures right">
                <Num value={already} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** That it came late and what was computed without it; columns nobody reads. */
function Notes({ report }: { readonly report: LoadReport }) {
  const { t } = useTranslation('ingest')
  const links = useDefinitionLinks()
  const { late, unmapped = [] } = report
  return (
    <>
      {late && (
        <Alert
          type="warning"
          showIcon
          title={t('late.title', { days: late.days, newest: late.newest })}
          description={
            late.derived.length === 0 ? (
              t('late.derivedNone')
            ) : (
              <>
                {t('late.derived')}
                <ul>
                  {late.derived.map(({ kind, subject, asOf }) => {
                    const [link] = links([{ kind, key: subject }])
                    return (
                      <li key={`${kind} ${subject} ${asOf}`}>
                        {link?.kind} {link?.to === undefined ? subject : <AppLink to={link.to}>{subject}</AppLink>} <span className="soft">{t('late.asOf', { date: asOf })}</span>
                      </li>
                    )
                  })}
                </ul>
              </>
            )
          }
        />
      )}
      {unmapped.length > 0 && <Alert type="info" showIcon title={t('late.unmapped', { columns: unmapped.join('、') })} />}
    </>
  )
}

/** What came of a load: rows in and out, rejects by reason, every column's profile. */
export function LoadReportView({ load, report }: { readonly load: Load; readonly report: LoadReport }) {
  return (
    <div className="ingest-stack">
      <Tiles report={report} />
      <Notes report={report} />
      <Waterfall report={report} />
      {report.rejects.length > 0 && <RejectTable load={load} report={report} />}
      <Targets report={report} />
      <ColumnProfile load={load} report={report} />
    </div>
  )
}
