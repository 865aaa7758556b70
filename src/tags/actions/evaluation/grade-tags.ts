import { daysBetween } from '#kernel/calendar'
import { agreement } from '#kernel/learn'
import { compileRule, compileValue, fieldsReadBy } from '#kernel/rule'
import { identifier, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { FieldFault, Measure, TagLabel, TagLift } from '../../contract-evaluation.js'
import type { MisTag } from '../../contract-mistag.js'
import { NUMBERS } from '../../domain/evaluation/cells.js'
import { accuracyMeasure, conflictMeasure, coverageMeasure, discriminationMeasure, freshnessMeasure, gradeOf, inputsMeasure, redundancyMeasure, stabilityMeasure, targetingMeasure, unitMeasure, usageMeasure, worthMeasure } from '../../domain/evaluation/grade.js'
import { isScored, tagReferences } from '../../domain/score-tag.js'
import { customersFrom } from '../../sql/customers-from.js'
import { agreementQuery, populationCoverageQuery } from '../../sql/evaluation/tally-queries.js'
import { correctionCountsQuery } from '../../sql/mistag/correction-queries.js'
import type { NewGrade } from '../../store/evaluation-store.js'
import { hasValue } from '../distribution.js'
import type { TagSnapshot } from '../latest-snapshot.js'
import { newestCorrection } from '../mistag/correction-run.js'
import type { PublishedTag, RuleGround } from '../rule-schema.js'
import { publishedBodies } from './published-bodies.js'
import { effectsOf } from './tag-effects.js'
import type { TalliedTag } from './tally-tags.js'
import { usersOfTag } from './tag-users.js'

export interface GradeGround {
  readonly context: Context
  readonly ground: RuleGround
  readonly snapshot: TagSnapshot
  readonly before: string
  readonly tallied: readonly TalliedTag[]
  readonly alike: ReadonlyMap<string, readonly { readonly tag: string; readonly value: number }[]>
  /** By tag, latest campaign first. */
  readonly lifts: ReadonlyMap<string, readonly TagLift[]>
  readonly faults: readonly FieldFault[]
}

/** Every measure of every tag, and its grade. */
export async function gradeTags(graded: GradeGround): Promise<NewGrade[]> {
  const { context, tallied } = graded
  const [labels, conflicts, today] = await Promise.all([agreements(graded), conflictsByTag(context), context.businessClock.today()])
  const grades: NewGrade[] = []
  for (const tag of tallied) grades.push(await gradeTag(graded, tag, { labels, conflicts, today }))
  return grades
}

interface Known {
  readonly labels: ReadonlyMap<string, Measure>
  readonly conflicts: ReadonlyMap<string, { readonly check: string; readonly corrected: number }>
  readonly today: string
}

async function gradeTag(graded: GradeGround, tallied: TalliedTag, known: Known): Promise<NewGrade> {
  const { context, ground } = graded
  const { key, version = 0, name } = tallied.column
  const tag = ground.tags.get(key)
  const faults = tag === undefined ? [] : faultsRead(tag, ground, graded.faults)
  const alike = graded.alike.get(key) ?? []
  const { users, strategies } = await usersOfTag(context, key)
  const lifts = graded.lifts.get(key) ?? []
  const coverage = await coverageOf(graded, tallied, tag)
  const usage = [usageMeasure(users, strategies.length), worthMeasure(await effectsOf(context, strategies)), targetingMeasure(lifts)]
  const measures: Measure[] = [coverage, ...dataMeasures(graded, tallied, tag, known), inputsMeasure(faults), ...tellingMeasures(tallied, known), redundancyMeasure(alike), ...usage]
  const { grade, because } = gradeOf(measures)
  const about = { name, facet: tag?.body.facet ?? '', owner: tag?.body.owner ?? null }
  const told = { ...bestOf(measures), decisions: [...tallied.powers], lifts: [...lifts], bins: tallied.bins }
  return { tag: key, version, grade, measures, detail: { ...about, ...told, because: [...because], coverage: coverage.value, psi: tallied.psi, users, faults: [...faults], alike: [...alike] } }
}

/** The highest information value and of which decision. */
function bestOf(measures: readonly Measure[]): { iv: number | null; bestDecision: string | null } {
  const best = measures.find((each) => each.name === 'discrimination')
  const decision = best?.params['decision']
  return { iv: best?.value ?? null, bestDecision: typeof decision === 'string' ? decision : null }
}

/** Whether the values are fresh, steady and in the same unit. */
function dataMeasures({ snapshot, before }: GradeGround, { psi, medians, column }: TalliedTag, tag: PublishedTag | undefined, { today }: Known): Measure[] {
  const lag = Math.max(0, daysBetween(snapshot.asOf, today))
  const unit = ['money', 'decimal', 'int'].includes(column.type.type) ? [unitMeasure(medians.before, medians.now)] : []
  return [freshnessMeasure(lag, tag?.body.refresh ?? 'daily'), stabilityMeasure(psi, before), ...unit]
}

/** What the values tell, and whether they are right. */
function tellingMeasures({ column, powers, covered }: TalliedTag, { labels, conflicts }: Known): Measure[] {
  const conflict = conflicts.get(column.key)
  const against = conflict === undefined ? [] : [conflictMeasure(conflict.corrected, covered, conflict.check)]
  return [discriminationMeasure(powers), labels.get(column.key) ?? accuracyMeasure(null, 0), ...against]
}

/** Share of its population with a value, of everybody where it names none. */
async function coverageOf({ context, ground, snapshot }: GradeGround, { column, covered, customers }: TalliedTag, tag: PublishedTag | undefined): Promise<Measure> {
  const population = tag?.body.population
  if (population === undefined) return coverageMeasure(covered, customers, false)
  const { condition } = compileRule(population, ground.schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes })
  const from = customersFrom(sql`${identifier(snapshot.table)}`, ground.passes.passes(), ground.facts)
  const [counted] = await context.warehouse.query(populationCoverageQuery(from, condition, hasValue(column.column, column.type.type)))
  return coverageMeasure(Number(counted?.covered ?? 0), Number(counted?.n ?? 0), true)
}

/** Faults of the columns a tag reads, also through the tags it is made of. */
function faultsRead(tag: PublishedTag, ground: RuleGround, faults: readonly FieldFault[], seen = new Set<string>()): FieldFault[] {
  const { compute } = tag.body
  if (isScored(compute) || seen.has(tag.key)) return []
  seen.add(tag.key)
  const read = fieldsReadBy(compute)
  const own = faults.filter(({ table, field }) => read.some((use) => use.table === table && (field === null || use.field === field)))
  const through = tagReferences(compute).tags.flatMap((key) => {
    const other = ground.tags.get(key)
    return other === undefined ? [] : faultsRead(other, ground, faults, seen)
  })
  return [...new Set([...own, ...through])]
}

/** What people told, against what their tags say. */
async function agreements({ context, ground, snapshot }: GradeGround): Promise<Map<string, Measure>> {
  const found = new Map<string, Measure>()
  for (const { body } of await publishedBodies<TagLabel>(context, 'tag-label')) {
    const column = snapshot.tags.find(({ key }) => key === body.tag)
    if (column === undefined) continue
    const { value: label } = compileValue(body.label, ground.schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes })
    const value = identifier('base', column.column)
    const agrees = NUMBERS.includes(column.type.type) ? sql`abs(toFloat64(${value}) - toFloat64(${label})) <= ${body.within} * abs(toFloat64(${label}))` : sql`toString(${value}) = toString(${label})`
    const from = customersFrom(sql`${identifier(snapshot.table)}`, ground.passes.passes(), ground.facts)
    const [counted] = await context.warehouse.query(agreementQuery(from, value, label, agrees))
    const told = Number(counted?.told ?? 0)
    found.set(body.tag, accuracyMeasure(told === 0 ? null : agreement(Number(counted?.agree ?? 0), told), told))
  }
  return found
}

async function conflictsByTag(context: Context): Promise<Map<string, { check: string; corrected: number }>> {
  const found = new Map<string, { check: string; corrected: number }>()
  for (const { key, body } of await publishedBodies<MisTag>(context, 'mis-tag')) {
    const newest = await newestCorrection(context, key)
    if (newest === null) continue
    const rows = await context.warehouse.query(correctionCountsQuery(newest.table, sql`1`))
    found.set(body.tag, { check: key, corrected: rows.reduce((sum, { corrected }) => sum + Number(corrected), 0) })
  }
  return found
}
