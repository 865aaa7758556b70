import { addDays } from '#kernel/calendar'
import { fail } from '#kernel/error'
import { completeLinkage } from '#kernel/learn'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { Decision, EvaluationOverview, FieldFault, Grade } from '../../contract-evaluation.js'
import { codedColumn } from '../../domain/evaluation/cells.js'
import type { TagPorts } from '../../ports.js'
import { keepEvaluation, openTicket, type NewGrade } from '../../store/evaluation-store.js'
import { latestSnapshot, type TagSnapshot } from '../latest-snapshot.js'
import { loadRuleGround } from '../rule-schema.js'
import { distilTags } from './distil-tags.js'
import { makeTables, type PublishedDecision } from './evaluation-tables.js'
import { findFieldFaults } from './find-field-faults.js'
import { gradeTags } from './grade-tags.js'
import { publishedBodies } from './published-bodies.js'
import { experimentsUntil } from './tag-effects.js'
import { liftsOf } from './tag-lifts.js'
import { sampleCells, tallyTags, type TalliedTag } from './tally-tags.js'

export interface EvaluateInput {
  readonly asOf?: string | undefined
}

export interface EvaluateResult {
  readonly evaluation: number
  readonly tags: number
  readonly counts: Readonly<Record<Grade, number>>
  readonly faults: number
}

/** Two tags tell the same from this association on. */
const ALIKE = 0.7
const TICKET_DAYS = 30
/** The latest campaigns given at random that are looked at: each has every tag computed anew. */
const EXPERIMENTS = 4

/**
 * Evaluates every tag of the newest snapshot: what it was when the longest window of a decision began, what came of it, and
 * what the catalogue knows of it. Kept whole in one transaction with tickets for what is graded D.
 * @throws AppError TAGS_NOT_BUILT
 */
export async function evaluateTags(context: Context, ports: TagPorts, run: JobRun<EvaluateInput>): Promise<EvaluateResult> {
  const snapshot = (await latestSnapshot(context, run.input.asOf)) ?? fail('TAGS_NOT_BUILT')
  const decisions: PublishedDecision[] = await publishedBodies<Decision>(context, 'decision')
  const faults = await findFieldFaults(context, run, snapshot.asOf)
  const runId = await context.runs.begin({ kind: 'tag-evaluation', subject: 'all', asOf: snapshot.asOf, jobId: run.id })
  try {
    const tables = await makeTables(context, ports, run, { runId, snapshot, decisions })
    const ground = { context, run, snapshot, tables, decisions }
    const tallied = await tallyTags(ground)
    run.progress({ step: 'comparing', done: 0, total: 2, unit: 'steps' })
    const { alike, distillations } = await compareTags(context, run, decisions, tallied, await sampleCells(ground, tallied))
    run.progress({ step: 'grading', done: 1, total: 2, unit: 'steps' })
    const lifts = await liftsOf({ context, ports, run, runId, snapshot }, await experimentsUntil(context, snapshot.asOf, EXPERIMENTS), tallied)
    const rules = await loadRuleGround(context, { asOf: snapshot.asOf })
    const grades = await gradeTags({ context, ground: rules, snapshot, before: tables.before, tallied, alike, lifts, faults })
    return await keep(context, run, { snapshot, before: tables.before, decisions, tallied, faults, grades, alike, distillations })
  } finally {
    // Its tables only served this reading: what is found lives in the ledger.
    await context.runs.abandon(runId)
  }
}

type Alike = ReadonlyMap<string, readonly { readonly tag: string; readonly value: number }[]>

interface Compared {
  readonly alike: Alike
  readonly distillations: EvaluationOverview['distillations']
}

async function compareTags(context: Context, run: JobRun<EvaluateInput>, decisions: readonly PublishedDecision[], tallied: readonly TalliedTag[], sample: { codes: Uint8Array[]; outcomes: Uint8Array[] }): Promise<Compared> {
  const known = tallied.map((tag, at) => ({ tag, codes: sample.codes[at] ?? new Uint8Array() })).filter(({ codes }) => codes.some((code) => code !== codes[0]))
  const columns = known.map(({ tag, codes }) => ({ ...codedColumn([], tag.plan), codes }))
  const tags = known.map(({ tag }) => tag.column.key)
  const matrix = await context.compute.run<Float64Array>({ module: '#kernel/learn', name: 'associations', args: [columns] }, run.signal)
  const distillations = await distilTags({ context, signal: run.signal, tags, columns, decisions: decisions.map(({ key }) => key), outcomes: sample.outcomes })
  const groups = completeLinkage(matrix, tags.length, ALIKE)
  const alike = groups.flatMap((group) =>
    group.map((at) => {
      const others = group.filter((other) => other !== at).map((other) => ({ tag: tags[other] ?? '', value: matrix[at * tags.length + other] ?? 0 }))
      return [tags[at] ?? '', others.sort((one, two) => two.value - one.value)] as const
    }),
  )
  return { alike: new Map(alike), distillations }
}

interface Kept extends Compared {
  readonly snapshot: TagSnapshot
  readonly before: string
  readonly decisions: readonly PublishedDecision[]
  readonly tallied: readonly TalliedTag[]
  readonly faults: readonly FieldFault[]
  readonly grades: readonly NewGrade[]
}

async function keep(context: Context, run: JobRun<EvaluateInput>, { snapshot, before, decisions, tallied, faults, grades, alike, distillations }: Kept): Promise<EvaluateResult> {
  const counts = { A: 0, B: 0, C: 0, D: 0 }
  for (const { grade } of grades) counts[grade] += 1
  const overview = {
    asOf: snapshot.asOf,
    before,
    customers: snapshot.customers,
    decisions: decisions.map(({ key, name, body }, at) => ({ key, name, windowDays: body.windowDays, customers: tallied[0]?.powers[at]?.customers ?? 0, events: tallied[0]?.powers[at]?.events ?? 0 })),
    counts,
    clusters: clustersOf(alike, grades),
    faults: [...faults],
    distillations: [...distillations],
  }
  const due = addDays(await context.businessClock.today(), TICKET_DAYS)
  const by = run.actor.name
  const evaluation = await context.ledger.transaction(async (tx) => {
    const id = await keepEvaluation(tx, overview, grades)
    for (const { tag, grade, detail } of grades) {
      const [first] = detail.because
      if (grade === 'D' && first !== undefined) await openTicket(tx, { subject_kind: 'tag', subject: tag, grade, measure: first.name, params: first.params, due, opened_by: by }, `evaluation ${id}`)
    }
    for (const { table, field, kind, grade, since } of faults) {
      const subject = field === null ? table : `${table}.${field}`
      if (grade === 'D') await openTicket(tx, { subject_kind: 'field', subject, grade, measure: kind, params: { since }, due, opened_by: by }, `evaluation ${id}`)
    }
    return id
  })
  return { evaluation, tags: grades.length, counts, faults: faults.length }
}

/** Groups of tags that tell the same, and which of them to keep: the best grade, then what tells most, then who is used most. */
function clustersOf(alike: Alike, grades: readonly NewGrade[]): EvaluationOverview['clusters'] {
  const byTag = new Map(grades.map((each) => [each.tag, each]))
  const seen = new Set<string>()
  const clusters: EvaluationOverview['clusters'] = []
  for (const [tag, others] of alike) {
    if (others.length === 0 || seen.has(tag)) continue
    const tags = [tag, ...others.map((each) => each.tag)].sort()
    for (const each of tags) seen.add(each)
    const best = [...tags].sort((one, two) => worthOf(byTag.get(two)) - worthOf(byTag.get(one)) || (one < two ? -1 : 1))[0]
    clusters.push({ tags, keep: best ?? tag })
  }
  return clusters
}

function worthOf(grade: NewGrade | undefined): number {
  return grade === undefined ? 0 : (grade.detail.iv ?? 0) + 0.01 * grade.detail.users + { A: 0.3, B: 0.2, C: 0.1, D: 0 }[grade.grade]
}
