import { useTranslation } from 'react-i18next'
import { type Measure, measureNames, tagEvaluationAnswerSchema, type TagEvaluation, type TagListItem } from '#tags/contract'
import { useApi } from '../../../api/query.js'
import { groupedBarChart } from '../../../ui/charts/grouped-bar.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Estimate } from '../../../ui/figures/Estimate.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { useDecisionName } from './use-decision-name.js'
import { GradeBadge } from './GradeBadge.js'
import { LiftTable } from './LiftTable.js'
import { OpenTicket } from './OpenTicket.js'
import { TicketList } from './TicketsTab.js'
import { useMeasureText } from './use-measure-text.js'

const MANDATORY: readonly Measure['name'][] = ['coverage', 'freshness', 'stability', 'inputs', 'unit']

/** How good one tag is: every measure with its grade and why, what it tells of each decision, its spread then and now, tickets. */
export function TagEvaluationTab({ tagKey, type }: { readonly tagKey: string; readonly type: TagListItem['type'] }) {
  const { t } = useTranslation('tags')
  const answer = useApi(`/api/v1/tags/${encodeURIComponent(tagKey)}/evaluation`, tagEvaluationAnswerSchema)
  return (
    <Loaded query={answer} rows={6}>
      {({ evaluation }) =>
        evaluation === null ? (
          <p className="soft">
            {t('evaluation.noneOfTag')} <AppLink to="/customers/tag-evaluation">{t('evaluation.open')}</AppLink>
          </p>
        ) : (
          <Evaluated tagKey={tagKey} type={type} evaluation={evaluation} />
        )
      }
    </Loaded>
  )
}

function Evaluated({ tagKey, type, evaluation }: { readonly tagKey: string; readonly type: TagListItem['type']; readonly evaluation: TagEvaluation }) {
  const { t } = useTranslation('tags')
  return (
    <div className="tags-stack">
      <div className="tags-grade-line">
        <span className="tags-lead">
          <GradeBadge grade={evaluation.grade} />
        </span>
        <span className="soft figures">
          {evaluation.asOf} · {t('evaluation.before')} {evaluation.before} · <DateText value={evaluation.ranAt} />
        </span>
        <AppLink to="/customers/tag-evaluation">{t('evaluation.open')}</AppLink>
        <OpenTicket tagKey={tagKey} />
      </div>
      <Measures evaluation={evaluation} />
      <Decisions evaluation={evaluation} />
      <LiftTable lifts={evaluation.lifts} />
      <Spread evaluation={evaluation} type={type} />
      {evaluation.history.length > 1 && (
        <section className="panel">
          <h2>{t('evaluation.history')}</h2>
          <p className="figures">
            {evaluation.history.map((each) => (
              <span key={each.evaluation} className="tags-past">
                {each.asOf} <GradeBadge grade={each.grade} />
              </span>
            ))}
          </p>
        </section>
      )}
      <section className="panel">
        <h2>{t('evaluation.tab.tickets')}</h2>
        <TicketList subject={tagKey} />
      </section>
    </div>
  )
}

function Measures({ evaluation }: { readonly evaluation: TagEvaluation }) {
  const { t } = useTranslation('tags')
  const { write, saying } = useMeasureText()
  const rows = evaluation.measures.toSorted((one, two) => measureNames.indexOf(one.name) - measureNames.indexOf(two.name))
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('evaluation.measure')}</th>
          <th scope="col">{t('evaluation.grade')}</th>
          <th scope="col">{t('evaluation.value')}</th>
          <th scope="col">{t('evaluation.why')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((measure) => (
          <tr key={measure.name}>
            <td>
              {t(`evaluation.measures.${measure.name}`)}{' '}
              <HelpHint name={t(`evaluation.measures.${measure.name}`)} formula={t(`evaluation.help.${measure.name}`)} source={t('evaluation.source')} />{' '}
              {MANDATORY.includes(measure.name) && <span className="soft">{t('evaluation.mandatory')}</span>}
            </td>
            <td>
              <GradeBadge grade={measure.grade} />
            </td>
            <td className="figures">
              {measure.value === null ? (
                <span className="no-value">–</span>
              ) : measure.low !== null && measure.high !== null ? (
                <Estimate estimate={{ value: measure.value, low: measure.low, high: measure.high }} format={(value) => write(measure.name, value)} />
              ) : (
                write(measure.name, measure.value)
              )}
            </td>
            <td>{saying(measure)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Decisions({ evaluation }: { readonly evaluation: TagEvaluation }) {
  const { t } = useTranslation('tags')
  const locale = useFormatLocale()
  const decisionName = useDecisionName()
  const write = (value: number) => formatNumber(value, locale, 3)
  return (
    <section className="panel">
      <h2>{t('evaluation.decisions')}</h2>
      {evaluation.decisions.length === 0 ? (
        <p className="soft">
          {t('evaluation.addDecision')} <AppLink to="/customers/tag-evaluation?tab=definitions">{t('define.tab')}</AppLink>
        </p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('evaluation.decision')}</th>
              <th scope="col">{t('evaluation.customers')}</th>
              <th scope="col">{t('evaluation.events')}</th>
              <th scope="col">{t('evaluation.ivOne')}</th>
              <th scope="col">{t('evaluation.ks')}</th>
            </tr>
          </thead>
          <tbody>
            {evaluation.decisions.map(({ decision, customers, events, iv, ks }) => (
              <tr key={decision}>
                <td>{decisionName(decision)}</td>
                <td><Num value={customers} /></td>
                <td><Num value={events} /></td>
                <td>{iv === null ? <span className="soft">{t('evaluation.tooFew')}</span> : <Estimate estimate={iv} format={write} />}</td>
                <td><Estimate estimate={ks} format={write} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Spread({ evaluation: { bins, before, asOf }, type }: { readonly evaluation: TagEvaluation; readonly type: TagListItem['type'] }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const nameOf = (code: string) => {
    const named = type?.values?.find((value) => value.code === code)
    if (named !== undefined) return say(named)
    return type?.type === 'bool' && code !== '' ? t(code === 'true' ? 'evaluation.yes' : 'evaluation.no') : code
  }
  const total = { before: bins.reduce((sum, bin) => sum + bin.before, 0), now: bins.reduce((sum, bin) => sum + bin.now, 0) }
  if (total.before === 0 || total.now === 0) return null
  const shown = bins.filter((bin) => bin.before + bin.now > 0)
  const rows = shown.map((bin) => ({ name: bin.label === '' ? t('mistag.missing') : nameOf(bin.label), values: { before: { value: bin.before / total.before }, now: { value: bin.now / total.now } } }))
  const series = [{ key: 'before', label: before }, { key: 'now', label: asOf }]
  return <Chart chart={groupedBarChart} rows={rows} options={{ format: { kind: 'percent' }, series, nameLabel: t('evaluation.bin') }} title={t('evaluation.bins')} fileName="tag-spread" />
}
