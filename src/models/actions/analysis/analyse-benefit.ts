import { fail } from '#kernel/error'
import { chiSquareSf } from '#kernel/stats'
import { sql } from '#kernel/sql'
import { bankRuns } from '#ingest'
import { bankRows } from '#ingest/contract'
import type { AnalysisOf } from '../../contract-analysis.js'
import type { BenefitFigures } from '../../contract-benefit.js'
import { trainingSchema, type Model } from '../../contract.js'
import { featureColumn } from '../../domain/feature-column.js'
import { allocateBudget, type ChoiceGroup, type Plan } from '../../domain/analysis/allocate-budget.js'
import { responseCurve, type FaceCount, type ResponseCurve } from '../../domain/analysis/response-curve.js'
import { insertRows } from '../../sql/insert-rows.js'
import { byPart, facesQuery, groupSizesQuery, type FaceRow } from '../../sql/analysis/benefit-queries.js'
import { insertColumns } from '../../sql/analysis/measure-queries.js'
import { rowsTable } from '../build-rows.js'
import { compileDate } from '../compile-model.js'
import { workTables, type Analysed, type AnalysisPlace } from './analysis-place.js'

type Benefit = AnalysisOf<'benefit'>

const MINOR = 100
/** Issues of a face below which nothing is said of it. */
const LEAST_ISSUES = 50
const UNEVEN = 0.001

/**
 * The face value that moves people, who is not moved at all, and the cheapest faces that bring as many uses as the one
 * everybody gets.
 * @throws AppError ANALYSIS_NO_ISSUES; Mistakes of MODEL_LEAK
 */
export async function analyseBenefit(place: AnalysisPlace, analysis: Benefit): Promise<Analysed> {
  const { context, ports, runId, asOf, knownAt, signal } = place
  const { rows: people } = workTables(runId)
  const compiled = await compileDate(context, ports, benefitModel(analysis), { asOf, knownAt, labelled: false })
  await context.warehouse.createTable(rowsTable(people, compiled))
  await context.warehouse.command(insertRows({ ...compiled, table: people, asOf }), { signal })
  const group = analysis.group === undefined ? null : featureColumn('part')
  const found = (await issuedFaces(place, analysis, people, group)).filter(({ issued }) => Number(issued) >= LEAST_ISSUES || group !== null)
  const all = sumByFace(found)
  const issued = all.reduce((sum, each) => sum + each.issued, 0)
  if (all.filter((each) => each.issued >= LEAST_ISSUES).length < 2) fail('ANALYSIS_NO_ISSUES', { ...analysis.issued, faces: all.length, issued, least: LEAST_ISSUES })
  const sizes = await context.warehouse.query(groupSizesQuery(people, group))
  const curves = sizes.map(({ part, customers }) => ({ part, customers: Number(customers), curve: curveOf(found, part, all, analysis.level) }))
  const flatFace = analysis.flat === undefined ? Math.max(...all.map(({ face }) => face)) : analysis.flat * MINOR
  const { flat, plan } = planOf(curves, flatFace)
  const measures = [
    { measure: 'face', values: curves.map(({ part }) => mainFace(plan, part)) },
    { measure: 'chance', values: curves.map(({ part, curve }) => smoothAt(curve, mainFace(plan, part))) },
  ]
  const columns = measures.map(({ measure, values }) => ({ measure, value: byPart(group, curves.map(({ part }) => part), values) }))
  await context.warehouse.command(insertColumns({ runId, analysis: place.key, asOf }, people, columns), { signal })
  const whole = responseCurve(all, analysis.level)
  const figures: BenefitFigures = {
    task: 'benefit',
    customers: curves.reduce((sum, { customers }) => sum + customers, 0),
    byChance: evenOver(found),
    response: [...whole.faces],
    steps: [...whole.steps],
    anyway: whole.anyway,
    unmoved: whole.unmoved,
    groups: curves.map(({ part, customers, curve }) => ({ group: part, customers, leastFace: curve.steps[0]?.face ?? null, response: [...curve.faces] })),
    flat,
    flats: all.map(({ face }) => savingOf(curves, face)),
    plan: { conversions: plan.conversions, cost: plan.cost, saved: shareSaved(plan.cost, flat.cost), price: plan.price, allocation: [...plan.allocation] },
  }
  return { figures, customers: figures.customers, measures: measures.map(({ measure }) => measure) }
}

function benefitModel(analysis: Benefit): Model {
  const always = { v: 1 as const, kind: 'value' as const, value: { kind: 'literal' as const, type: 'string' as const, value: 'all' } }
  return {
    task: 'regression',
    population: analysis.population,
    features: [{ key: 'part', name: { zh: 'part' }, value: analysis.group ?? always }],
    label: { kind: 'value', value: always },
    horizonDays: 1,
    training: trainingSchema.parse({ asOf: { monthEnds: 1 } }),
    algorithm: { kind: 'linear' },
  }
}

async function issuedFaces({ context, knownAt, signal }: AnalysisPlace, analysis: Benefit, people: string, group: string | null): Promise<FaceRow[]> {
  const runs = await bankRuns(context.runs, 'benefit_issue', knownAt)
  const issues = runs.length === 0 ? fail('ANALYSIS_NO_ISSUES', { ...analysis.issued, faces: 0, issued: 0, least: LEAST_ISSUES }) : bankRows('benefit_issue', runs, ['benefit_id', 'issued_ts', 'used_ts', 'cost_minor'])
  const faces = Object.fromEntries(Object.entries(analysis.faces).map(([id, face]) => [id, Math.round(face * MINOR)]))
  const { from, to } = analysis.issued
  return context.warehouse.query(facesQuery({ issues: sql`${issues}`, people, from, to, withinDays: analysis.withinDays, timeZone: context.settings.timeZone, faces, group }), { signal })
}

function sumByFace(rows: readonly FaceRow[]): FaceCount[] {
  const faces = [...new Set(rows.map(({ face }) => Number(face)))].sort((a, b) => a - b)
  const of = (face: number, what: 'issued' | 'used') => rows.filter((row) => Number(row.face) === face).reduce((sum, row) => sum + Number(row[what]), 0)
  return faces.map((face) => ({ face, issued: of(face, 'issued'), used: of(face, 'used') }))
}

/** A group's own curve over the faces all groups know; with too few issues, everybody's. */
function curveOf(rows: readonly FaceRow[], part: string, all: readonly FaceCount[], level: number): ResponseCurve {
  const own = sumByFace(rows.filter((row) => row.part === part)).filter(({ issued }) => issued >= LEAST_ISSUES)
  return responseCurve(own.length < all.length ? all : own, level)
}

function smoothAt({ faces }: ResponseCurve, face: number): number {
  return faces.filter((each) => each.face <= face).at(-1)?.smooth ?? faces[0]?.smooth ?? 0
}

interface GroupCurve {
  readonly part: string
  readonly customers: number
  readonly curve: ResponseCurve
}

/** What the flat face brings and costs, and the cheapest faces that bring as much. */
function planOf(curves: readonly GroupCurve[], face: number): { flat: BenefitFigures['flat']; plan: Plan } {
  const sum = (of: (curve: GroupCurve) => number) => curves.reduce((total, each) => total + each.customers * of(each), 0)
  const conversions = sum(({ curve }) => smoothAt(curve, face))
  const groups = curves.map(({ part, customers, curve }): ChoiceGroup => ({ group: part, customers, choices: curve.faces.map((each) => ({ face: each.face, conversions: each.smooth, cost: each.cost })) }))
  return { flat: { face, conversions, cost: face * conversions }, plan: allocateBudget(groups, conversions) }
}

function savingOf(curves: readonly GroupCurve[], face: number): BenefitFigures['flats'][number] {
  const { flat, plan } = planOf(curves, face)
  return { ...flat, planCost: plan.cost, saved: shareSaved(plan.cost, flat.cost) }
}

function shareSaved(cost: number, before: number): number {
  return before === 0 ? 0 : Math.max(0, 1 - cost / before)
}

/** The face most of a group gets. */
function mainFace(plan: Plan, part: string): number {
  const own = plan.allocation.filter(({ group }) => group === part).sort((a, b) => b.customers - a.customers)
  return own[0]?.face ?? 0
}

/** Whether faces are spread over the groups as chance would: a chi-square test of independence. */
function evenOver(rows: readonly FaceRow[]): BenefitFigures['byChance'] {
  const [parts, faces] = [[...new Set(rows.map(({ part }) => part))], [...new Set(rows.map(({ face }) => face))]]
  const count = (keep: (row: FaceRow) => boolean) => rows.filter(keep).reduce((sum, row) => sum + Number(row.issued), 0)
  const total = count(() => true)
  let statistic = 0
  for (const part of parts) {
    for (const face of faces) {
      const expected = (count((row) => row.part === part) * count((row) => row.face === face)) / total
      if (expected > 0) statistic += (count((row) => row.part === part && row.face === face) - expected) ** 2 / expected
    }
  }
  const df = (parts.length - 1) * (faces.length - 1)
  const p = df === 0 ? 1 : chiSquareSf(statistic, df)
  return { p, even: p >= UNEVEN }
}
