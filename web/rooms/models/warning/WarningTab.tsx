import { useTranslation } from 'react-i18next'
import { leadTimeAnswerSchema, type LeadTime } from '#models/contract'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp } from '../FigureHelp.js'
import { modelUrl } from '../models-paths.js'
import type { ModelDetail } from '../one/use-picked-version.js'
import { WarningList } from './WarningList.js'

/** The list most banks can act on. */
const SHOWN_SHARE = 0.1

function MeasureButton({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const may = useMay('model.manage')
  if (!may) return null
  const url = `${modelUrl(model.key)}/lead-time`
  const isReady = model.newest !== null
  return <JobButton label={t('warning.measure')} disabled={!isReady} {...(isReady ? {} : { hint: t('action.trainHint') })} refreshes={[url]} start={() => post(url, {}, startedSchema)} />
}

function Tiles({ lead }: { readonly lead: LeadTime }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const line = lead.lines.find(({ share }) => share === SHOWN_SHARE)
  if (line === undefined) return null
  const first = t('warning.first', { share: formatPercent(SHOWN_SHARE, locale, 0) })
  return (
    <div className="stat-tiles">
      <StatTile label={t('warning.lost')} value={<Num value={lead.lost} />} note={t('warning.of', { customers: formatNumber(lead.customers, locale), from: lead.dates[0] ?? '', to: lead.dates.at(-1) ?? '' })} />
      <StatTile label={t('warning.warned')} value={<Percent value={line.warnedShare} />} note={first} help={<FigureHelp figure="leadTime" />} />
      <StatTile label={t('warning.ahead')} value={<Percent value={line.aheadShare} />} note={first} />
      <StatTile label={t('warning.median')} value={line.median === null ? '–' : t('days', { days: formatNumber(line.median, locale, 0) })} note={line.lower === null || line.upper === null ? first : t('warning.middle', { low: formatNumber(line.lower, locale, 0), high: formatNumber(line.upper, locale, 0) })} />
    </div>
  )
}

function ShareTable({ lead }: { readonly lead: LeadTime }) {
  const { t } = useTranslation('models')
  const heads = ['share', 'warned', 'ahead', 'median', 'flagged', 'hit'] as const
  return (
    <section className="panel model-scroll">
      <h2>{t('warning.byShare')}</h2>
      <table className="plain-table model-numbers">
        <thead>
          <tr>{heads.map((head) => <th key={head} scope="col">{t(`warning.column.${head}`)}</th>)}</tr>
        </thead>
        <tbody>
          {lead.lines.map((line) => (
            <tr key={line.share}>
              <th scope="row"><Percent value={line.share} digits={0} /></th>
              <td><Percent value={line.warnedShare} /></td>
              <td><Percent value={line.aheadShare} /></td>
              <td>{line.median === null ? '–' : <Num value={line.median} digits={0} />}</td>
              <td><Num value={line.flagged} /></td>
              <td>{line.flagged === 0 ? '–' : <Percent value={line.flaggedLost / line.flagged} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function DecileTable({ lead }: { readonly lead: LeadTime }) {
  const { t } = useTranslation('models')
  return (
    <section className="panel model-scroll">
      <h2>{t('warning.byDecile')}</h2>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('performance.decile')}</th>
            <th scope="col">{t('drift.customers')}</th>
            <th scope="col">{t('warning.lost')}</th>
            <th scope="col">{t('warning.rate')}</th>
            <th scope="col">{t('warning.daysTo')}</th>
          </tr>
        </thead>
        <tbody>
          {lead.deciles.map(({ decile, customers, lost, median }) => (
            <tr key={decile}>
              <th scope="row">{decile}</th>
              <td><Num value={customers} /></td>
              <td><Num value={lost} /></td>
              <td>{customers === 0 ? '–' : <Percent value={lost / customers} />}</td>
              <td>{median === null ? '–' : <Num value={median} digits={0} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** How early a model warns, and of whom to be warned now, with reasons. */
export function WarningTab({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const lead = useApi(`${modelUrl(model.key)}/lead-time`, leadTimeAnswerSchema)
  return (
    <div className="model-stack">
      <Loaded query={lead}>
        {({ leadTime }) =>
          leadTime === null ? (
            <EmptyState title={t('warning.none')} why={t('warning.noneWhy')} action={<MeasureButton model={model} />} />
          ) : (
            <>
              <p className="soft">{t('warning.how', { version: leadTime.version, from: leadTime.dates[0] ?? '', to: leadTime.dates.at(-1) ?? '', looks: leadTime.dates.length })} <MeasureButton model={model} /></p>
              <Tiles lead={leadTime} />
              <div className="model-columns even">
                <ShareTable lead={leadTime} />
                <DecileTable lead={leadTime} />
              </div>
            </>
          )
        }
      </Loaded>
      <WarningList model={model} />
    </div>
  )
}
