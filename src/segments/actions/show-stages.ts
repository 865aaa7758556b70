import { dayNumber } from '#kernel/calendar'
import { fail } from '#kernel/error'
import { compileValue } from '#kernel/rule'
import { sql, type Sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { customersBase, customersFrom, loadRuleGround, noMembers, type TagPorts } from '#tags'
import type { StageBoard, StageBoardQuery } from '../contract-stages.js'
import type { Tiering, TieringRun } from '../contract-tiering.js'
import { cohortsTold, grouped, lagsOf, quarterOf, retentionAdvice, shownCohorts, shownReached, stagesOf, together, type CohortCounts } from '../domain/stage-board.js'
import { membersOf } from '../sql/segment-queries.js'
import { openedOf, stageCountsQuery, stageLagsQuery, type CohortBy, type LagRow, type StageAsk } from '../sql/stage-queries.js'
import { segmentRun } from './life/compare-runs.js'
import { visibleRows } from './read-tierings.js'
import { tieringRun, tieringRuns } from './tiering-runs.js'

const OPENED = { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'open_date' } } as const

/**
 * The board of a funnel's run: who reached each stage, of a segment, by cohort of opening; days between the stages over the kept
 * runs; whether retention allows spending on new customers. Over the customers of the run the asker may see.
 * @throws AppError TIERING_NOT_RUN, TIERING_RUN_UNKNOWN, TIERING_NO_STAGES, SEGMENT_NO_SNAPSHOT
 */
export async function showStages(context: Context, ports: TagPorts, at: { readonly key: string; readonly run: number }, actor: Actor, asked: StageBoardQuery): Promise<StageBoard> {
  const run = await tieringRun(context, at.key, at.run)
  const { plan } = (await context.definitions.version<Tiering>('tiering', at.key, run.version)).body
  if (plan.kind !== 'funnel') return fail('TIERING_NO_STAGES', { key: at.key })
  const codes = plan.stages.map(({ code }) => code)
  const { minCell } = actor.scope
  const segment = asked.segment === undefined ? null : await segmentOf(context, asked.segment)
  const ask: StageAsk = { runId: run.runId, visible: visibleRows(actor), opened: await openedRows(context, ports), inside: segment?.inside ?? sql`1`, stages: codes.length }
  const { inside, whole } = await countsOf(context, ask)
  const nameOf = asked.by === 'quarter' ? quarterOf : (month: string) => month
  const wanted = inside.filter(({ cohort }) => isWanted(cohort, asked.cohort))
  const own = together([noneOf(codes.length), ...wanted], '')
  const reached = shownReached(own.reached, together(whole, '').reached, minCell)
  const told = cohortsTold(grouped(wanted, nameOf))
  const lags = await lagsRead(context, at.key, run, ask, { by: asked.by, cohort: asked.cohort })
  const shown = shownCohorts(told, minCell)
  return {
    runId: run.runId,
    asOf: run.asOf,
    segment: segment?.told ?? null,
    customers: reached[0] ?? null,
    ...stagesOf(codes, reached, shownMet(own, minCell)),
    cohorts: told.map(({ cohort }, place) => ({ cohort, customers: shown[place]?.[0] ?? null, reached: shown[place]?.slice(1) ?? [], lags: lagsOf(codes, lags.cohorts.find((row) => row.cohort === cohort), minCell) })),
    lags: { runs: lags.runs, steps: lagsOf(codes, lags.all, minCell) },
    advice: plan.retentionFirst === undefined ? null : retentionAdvice(plan.retentionFirst, codes.indexOf(plan.retentionFirst.stage), inside, { asOf: run.asOf, minCell }),
  }
}

const noneOf = (stages: number): CohortCounts => ({ cohort: '', reached: Array.from({ length: stages + 1 }, () => 0), met: Array.from({ length: stages }, () => 0) })

const shownMet = ({ met, reached }: CohortCounts, minCell: number) => met.map((count) => shownReached([count], [reached[0] ?? count], minCell)[0] ?? null)

const isWanted = (month: string, cohort: string | undefined): boolean => cohort === undefined || cohort === (cohort.includes('Q') ? quarterOf(month) : month)

async function segmentOf(context: Context, key: string) {
  const [{ runId, asOf }, { name }] = [await segmentRun(context, key), await context.definitions.get('segment', key)]
  return { inside: sql`bitmapContains(${membersOf(runId)}, t.cust_no)`, told: { key, name: { zh: name.zh, en: name.en ?? name.zh }, asOf } }
}

/** Every customer with the day of opening, as the newest tags have it. */
async function openedRows(context: Context, ports: TagPorts): Promise<Sql> {
  const ground = await loadRuleGround(context, { asOf: undefined, members: noMembers })
  const { value } = compileValue(OPENED, ground.schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes })
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  return openedOf(from, value)
}

async function countsOf(context: Context, ask: StageAsk) {
  const rows = (await context.warehouse.query(stageCountsQuery(ask))).map(({ inside, cohort, reached, met }) => ({ inside, cohort, reached: reached.map(Number), met: met.map(Number) }))
  return { inside: rows.filter(({ inside }) => inside === 1), whole: rows }
}

/** Over the kept runs of the same version up to this one. */
async function lagsRead(context: Context, key: string, run: TieringRun, ask: StageAsk, of: { readonly by: CohortBy; readonly cohort: string | undefined }) {
  const kept = (await tieringRuns(context, key, run.asOf)).filter(({ version }) => version === run.version).toReversed()
  const runs = kept.map(({ asOf }) => asOf)
  const nothing = { runs, cohorts: [] as LagRow[], all: undefined as LagRow | undefined }
  if (kept.length < 2) return nothing
  const days = { ids: kept.map(({ runId }) => runId), days: runs.map(dayNumber) }
  const cohorts = await context.warehouse.query(stageLagsQuery(ask, days, of.by))
  if (of.cohort === undefined) return { runs, cohorts, all: (await context.warehouse.query(stageLagsQuery(ask, days, 'all')))[0] }
  const by = of.cohort.includes('Q') ? 'quarter' : 'month'
  const own = by === of.by ? cohorts : await context.warehouse.query(stageLagsQuery(ask, days, by))
  return { runs, cohorts, all: own.find(({ cohort }) => cohort === of.cohort) }
}
