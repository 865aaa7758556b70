import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Due, type RegistryDetail, scheduleSchema } from '#ingest/contract'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { StatusTag, type StatusTone } from '../../../ui/figures/StatusTag.js'
import { formatInstant } from '../../../ui/format.js'
import { useLanguage, useSay } from '../../../ui/language/use-say.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { useBankWords } from '../../ingest/use-bank-words.js'
import { usePurposes } from '../../privacy/use-purposes.js'
import { useScheduleWords } from '../form/use-schedule-words.js'
import { sourcePath } from '../paths.js'
import { StateTag } from '../registry/StateTag.js'
import { useScores } from '../registry/use-scores.js'

type Detail = { readonly detail: RegistryDetail }

function Facts({ detail }: Detail) {
  const { t } = useTranslation('sources')
  const { t: ingest } = useTranslation('ingest')
  const say = useSay()
  const words = useBankWords()
  const { nameOf } = usePurposes()
  const score = useScores().get(detail.key)
  const { owner, department, purposes, legalBasis, classification, securityLevel, trust, freshness, newestDate, lastLoad, targets } = detail
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('field.state'), <span key="state"><StateTag item={detail} /> <HelpHint name={t('field.state')}>{t('stateHelp')}</HelpHint></span>],
    [t('field.newestDate'), <DateText key="date" value={newestDate} />],
    [t('field.freshness'), freshness.state === 'overdue' ? <span key="f" className="tone-warm">{t('freshness.overdue', { date: freshness.expected ?? '' })}</span> : t(`freshWords.${freshness.state}`)],
    [t('field.lastLoad'), lastLoad === null ? t('none') : <AppLink key="l" to={`/data/loads/${lastLoad.id}`}><DateText value={lastLoad.endedAt ?? lastLoad.businessDate} /></AppLink>],
    [t('field.score'), <span key="score"><Num value={score} digits={1} /> <HelpHint name={t('field.score')}>{t('scoreHelp')}</HelpHint></span>],
    [t('field.owner'), [owner, department].filter(Boolean).join(' · ') || t('none')],
    [t('field.purposes'), purposes.map(nameOf).join(' · ') || t('none')],
    [t('field.legalBasis'), legalBasis === null ? t('none') : ingest(`legalBasis.${legalBasis as 'contract'}`)],
    [t('field.classification'), [classification, securityLevel === null ? null : t('securityIs', { level: securityLevel })].filter(Boolean).join(' · ') || t('none')],
    [t('field.trust'), trust === null ? t('none') : t(`trust.${trust as 'core'}`)],
    [t('field.connector'), t(`kind.${detail.connector}`)],
    [t('field.targets'), targets.map(words.table).join(' · ')],
  ]
  return (
    <section className="panel">
      <h2>{t('overview.facts')}</h2>
      {detail.description !== null && <p>{say(detail.description)}</p>}
      <dl className="source-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** `2026-11-23 06:00 Monday` in the bank's zone. */
function Moment({ at }: { readonly at: string }) {
  const locale = useFormatLocale()
  const language = useLanguage()
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: locale.zone }).format(new Date(at))
  return (
    <span className="figures">
      {formatInstant(at, locale)} <span className="soft">{weekday}</span>
    </span>
  )
}

function Plan({ detail }: Detail) {
  const { t } = useTranslation('sources')
  const words = useScheduleWords()
  const locale = useFormatLocale()
  const parsed = scheduleSchema.safeParse(detail.schedule)
  return (
    <section className="panel">
      <h2>{t('overview.schedule')}</h2>
      {parsed.success ? <p className="source-words">{words(parsed.data)}</p> : <p className="soft">{t('overview.noSchedule')}</p>}
      {detail.paused !== null && <Alert type="warning" showIcon title={t('overview.paused', { by: detail.paused.by, at: formatInstant(detail.paused.at, locale) })} />}
      {detail.upcoming.length > 0 && (
        <>
          <h3>{t('overview.upcoming')}</h3>
          <ol>
            {detail.upcoming.map((at) => (
              <li key={at}>
                <Moment at={at} />
              </li>
            ))}
          </ol>
        </>
      )}
      {!detail.holidaysKnown && <p className="tone-warm">{t('overview.holidays')}</p>}
      <h3>{t('overview.after')}</h3>
      {detail.after.length === 0 ? <p className="soft">{t('overview.afterNone')}</p> : <p>{detail.after.map((key) => <AppLink key={key} to={sourcePath(key)}>{key} </AppLink>)}</p>}
      {detail.waitsFor.length > 0 && (
        <>
          <h3>{t('overview.waits')}</h3>
          <ul>
            {detail.waitsFor.map((wait) => (
              <li key={JSON.stringify(wait)}>{wait.kind === 'source' ? <AppLink to={sourcePath(wait.source)}>{t('overview.waitSource', { source: wait.source, date: wait.businessDate })}</AppLink> : <AppLink to={`/data/loads/${wait.loadId}`}>{t('overview.waitDecision', { load: wait.loadId })}</AppLink>}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

const tones: Readonly<Record<Due['state'], StatusTone>> = { WAITING: 'active', RUNNING: 'active', RETRY: 'active', DECISION: 'attention', DONE: 'done', NOTHING: 'quiet', FAILED: 'attention', CANCELLED: 'quiet' }

function Runs({ detail }: Detail) {
  const { t } = useTranslation('sources')
  const say = useSay()
  const locale = useFormatLocale()
  return (
    <section className="panel">
      <h2>{t('overview.runs')}</h2>
      {detail.history.length === 0 ? (
        <p className="soft">{t('overview.runsNone')}</p>
      ) : (
        <ListTable
          rows={detail.history}
          rowKey={({ id }) => id}
          columns={[
            { key: 'due', title: t('overview.due'), render: ({ due }) => <DateText value={due} /> },
            { key: 'date', title: t('test.date'), render: ({ businessDate }) => <DateText value={businessDate} /> },
            { key: 'cause', title: t('overview.cause'), render: ({ cause, missed }) => <>{t(`cause.${cause}`)} {missed > 0 && <span className="soft">{t('overview.missed', { count: missed })}</span>}</> },
            { key: 'state', title: t('field.state'), render: ({ state }) => <StatusTag tone={tones[state]}>{t(`due.${state}`)}</StatusTag> },
            { key: 'files', title: t('overview.files'), render: ({ files }) => files.map(({ name, loadId }) => (loadId === null ? <div key={name}>{name}</div> : <div key={name}><AppLink to={`/data/loads/${loadId}`}>{name}</AppLink></div>)) },
            { key: 'why', title: '', render: ({ error, attempt, nextTry }) => <>{error !== null && <span className="tone-warm">{say(error.message)}</span>} {attempt > 1 && <span className="soft">{t('overview.attempt', { count: attempt })}</span>} {nextTry !== null && <span className="soft">{t('overview.nextTry', { at: formatInstant(nextTry, locale) })}</span>}</> },
          ]}
        />
      )}
    </section>
  )
}

function ShapeTable({ detail }: Detail) {
  const { t } = useTranslation('sources')
  return (
    <section className="panel">
      <h2>{t('overview.shape')}</h2>
      {detail.shape.length === 0 ? (
        <p className="soft">{t('overview.shapeNone')}</p>
      ) : (
        <ListTable
          rows={detail.shape}
          rowKey={({ name }) => name}
          columns={[
            { key: 'name', title: t('overview.column'), render: ({ name }) => name },
            { key: 'type', title: t('overview.type'), render: ({ type, values }) => <>{t(`shapeType.${type}`)} {values !== null && <span className="soft shape-values">{values.slice(0, 8).join(' / ')}</span>}</> },
            { key: 'use', title: t('overview.mapped'), render: ({ mapped, absent, toMap }) => (absent ? <span className="tone-warm">{t('overview.absent')}</span> : toMap ? <span className="tone-warm">{t('overview.toMap')}</span> : mapped ? t('overview.isMapped') : <span className="soft">{t('overview.notMapped')}</span>) },
          ]}
        />
      )}
    </section>
  )
}

/** The register, the plan, the latest runs and the file's columns. */
export function OverviewTab({ detail }: Detail) {
  return (
    <div className="source-stack">
      <Facts detail={detail} />
      {detail.connector !== 'upload' && (
        <>
          <Plan detail={detail} />
          <Runs detail={detail} />
        </>
      )}
      <ShapeTable detail={detail} />
    </div>
  )
}
