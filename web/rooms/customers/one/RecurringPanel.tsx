import { useTranslation } from 'react-i18next'
import { type Amount, isMove, type Recurring, type RecurringFlow, recurringSchema } from '#customers/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { formatPercent } from '../../../ui/format.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AmountText } from '../AmountText.js'
import { customerPath, customerUrl } from '../customer-paths.js'

/** What is left of two amounts; null where they are bands. */
const leftOf = (income: Amount, spent: Amount): Amount | null => (income.kind === 'exact' && spent.kind === 'exact' ? { ...income, minor: income.minor - spent.minor } : null)

function Tiles({ found }: { readonly found: Recurring }) {
  const { t } = useTranslation('customers')
  const { monthly, items } = found
  const running = (direction: RecurringFlow['direction']) => items.filter((flow) => flow.direction === direction && flow.state !== 'stopped' && !isMove(flow.flow)).length
  const left = leftOf(monthly.in, monthly.out)
  const help = (name: string) => <HelpHint name={name} formula={t('recurring.monthlyFormula')}>{t('recurring.monthlyHelp')}</HelpHint>
  return (
    <div className="stat-tiles">
      <StatTile label={t('recurring.in')} value={<AmountText amount={monthly.in} />} note={t('recurring.inNote', { count: running('in') })} help={help(t('recurring.in'))} />
      <StatTile label={t('recurring.out')} value={<AmountText amount={monthly.out} />} note={t('recurring.outNote', { count: running('out') })} help={help(t('recurring.out'))} />
      {left !== null && <StatTile label={t('recurring.left')} value={<AmountText amount={left} />} note={t('recurring.leftNote')} />}
      <StatTile label={t('recurring.late')} value={<Num value={items.filter(({ state }) => state !== 'onTime').length} />} note={t('recurring.lateNote', { n: items.length })} help={<HelpHint name={t('recurring.late')}>{t('recurring.dueHelp')}</HelpHint>} />
    </div>
  )
}

/** On time, late or stopped, and when the next is due. */
function State({ flow }: { readonly flow: RecurringFlow }) {
  const { t } = useTranslation('customers')
  if (flow.state === 'stopped') return <StatusTag tone="quiet">{t('recurring.stopped')}</StatusTag>
  return (
    <>
      {flow.state === 'overdue' ? <StatusTag tone="attention">{t('recurring.overdue', { count: flow.late })}</StatusTag> : <StatusTag tone="done">{t('recurring.onTime')}</StatusTag>}
      <div className="soft figures">{t('recurring.next', { date: flow.next ?? '–' })}</div>
    </>
  )
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** `每月 10 日`, and how well it is kept. */
function Rhythm({ flow }: { readonly flow: RecurringFlow }) {
  const { t } = useTranslation('customers')
  const locale = useFormatLocale()
  const { rhythm, day } = flow
  const isEnd = day === 31 && (rhythm === 'month' || rhythm === 'quarter')
  const told = rhythm === 'week' ? t(`recurring.weekday.${WEEKDAYS[day - 1] ?? 'monday'}`) : String(day)
  return (
    <>
      {t(`recurring.every.${isEnd ? (`${rhythm}End` as const) : rhythm}`, { day: told })}
      <div className="soft">{t('recurring.found', { kept: formatPercent(flow.kept, locale, 0), spread: formatPercent(flow.spread, locale, 0) })}</div>
    </>
  )
}

/** Who is on the other side: by name, else by kind, with the last four of their number; and the category of a merchant. */
function Party({ flow }: { readonly flow: RecurringFlow }) {
  const say = useSay()
  const { name, kind, number } = flow.party
  const told = [name ?? kind, flow.mcc].filter((each) => each !== null).map(say)
  return <div className="soft">{told.join(' · ')} {number !== null && <span className="figures">{number}</span>}</div>
}

/** The purpose of a flow; of one without, what the bank calls its transactions. */
function What({ flow }: { readonly flow: RecurringFlow }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  return (
    <>
      {flow.flow === 'other' && flow.type !== null ? say(flow.type) : t(`recurring.flow.${flow.flow}`)} <span className="soft">{t(`recurring.direction.${flow.direction}`)}</span>
      <Party flow={flow} />
    </>
  )
}

function Typical({ flow }: { readonly flow: RecurringFlow }) {
  const { low, high } = flow
  const varies = low.kind === 'exact' && high.kind === 'exact' && low.minor !== high.minor
  return (
    <>
      <AmountText amount={flow.typical} full />
      {varies && <div className="soft"><AmountText amount={low} full /> – <AmountText amount={high} full /></div>}
    </>
  )
}

function Row({ flow, custId }: { readonly flow: RecurringFlow; readonly custId: string }) {
  const { t } = useTranslation('customers')
  const name = t(`recurring.flow.${flow.flow}`)
  return (
    <tr>
      <td className="evidence"><What flow={flow} /></td>
      <td><State flow={flow} /></td>
      <td className="right"><Typical flow={flow} /></td>
      <td><Rhythm flow={flow} /></td>
      <td>
        <AppLink to={`${customerPath(custId)}?tab=timeline&kinds=txn&since=${flow.first}&until=${flow.last}`} aria-label={t('recurring.see', { name })}>{t('recurring.times', { count: flow.times })}</AppLink>
        <div className="soft figures">{t('recurring.newest', { date: flow.last })}</div>
      </td>
    </tr>
  )
}

const COLUMNS = ['what', 'state', 'amount', 'rhythm', 'seen'] as const

function Flows({ found, custId }: { readonly found: Recurring; readonly custId: string }) {
  const { t } = useTranslation('customers')
  if (!found.loaded) return <p className="soft">{t('recurring.noTxn')}{t('recurring.stop')}{t('recurring.noTxnWhy')}</p>
  if (found.items.length === 0) {
    return (
      <p className="soft">
        {t('recurring.none')}{t('recurring.stop')}{t('recurring.noneWhy', { months: found.months })} <AppLink to={`${customerPath(custId)}?tab=timeline&kinds=txn`}>{t('recurring.toTimeline')}</AppLink>
      </p>
    )
  }
  return (
    <>
      <Tiles found={found} />
      <div className="wide-table">
        <table className="plain-table">
          <thead>
            <tr>{COLUMNS.map((key) => <th key={key} scope="col" className={key === 'amount' ? 'right' : ''}>{t(`recurring.${key}`)}</th>)}</tr>
          </thead>
          <tbody>
            {found.items.map((flow) => <Row key={flow.id} flow={flow} custId={custId} />)}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** Payments of a customer that come back: salary, rent, mortgage, tuition and the like, whether they are late or have stopped, and how they were found. */
export function RecurringPanel({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('customers')
  const locale = useFormatLocale()
  const { asOf } = useScope()
  const recurring = useApi(`${customerUrl(custId)}/recurring`, recurringSchema, { query: { asOf } })
  return (
    <section className="panel">
      <h2>
        {t('recurring.title')}
        {recurring.data !== undefined && (
          <HelpHint name={t('recurring.title')} formula={t('recurring.formula', { least: recurring.data.least, share: formatPercent(recurring.data.share, locale, 0), steady: formatPercent(recurring.data.steady, locale, 0) })} source={t('recurring.source')}>
            {t('recurring.help', { months: recurring.data.months, yearlyMonths: recurring.data.yearlyMonths })}
          </HelpHint>
        )}
      </h2>
      <Loaded query={recurring} rows={4}>{(found) => <Flows found={found} custId={custId} />}</Loaded>
    </section>
  )
}
