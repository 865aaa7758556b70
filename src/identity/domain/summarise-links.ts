import { fieldWeight, patternLevels } from '#kernel/link'
import type { LinkRule, LinkSummary } from '../contract.js'
import { sayRule, type LinkDecision } from './decide-pair.js'
import type { FittedLinks, Population } from './fit-links.js'
import { LINK_FIELDS, fieldAt, sayLevel } from './link-fields.js'
import type { Move, ResolvedPersons } from './resolve-persons.js'

export interface FoundLinks {
  readonly staged: { readonly population: Population; readonly fitted: FittedLinks; readonly shared: { devices: string; families: string; wide: string } }
  readonly resolved: ResolvedPersons
  readonly moves: readonly Move[]
  readonly before: ReadonlyMap<number, number>
  readonly persons: number
  readonly edges: readonly { readonly decision: string; readonly rule: string; readonly n: number }[]
  readonly changes: readonly { readonly change: string; readonly n: number }[]
  readonly samples: readonly { readonly change: 'appear' | 'vanish' | 'toReview'; readonly a_id: string; readonly b_id: string; readonly rule: string; readonly probability: number }[]
}

type Fixed = Pick<LinkSummary, 'runId' | 'asOf' | 'applied' | 'rulesVersion' | 'seconds'>

/** A link run in numbers and words. */
export function summariseLinks(found: FoundLinks, fixed: Fixed): LinkSummary {
  const { fitted, population } = found.staged
  const edges = (decision: string) => found.edges.filter((edge) => edge.decision === decision).reduce((sum, edge) => sum + edge.n, 0)
  const changes = (change: string) => found.changes.find((row) => row.change === change)?.n ?? 0
  return {
    ...fixed,
    customers: population.customers,
    personsBefore: found.persons,
    personsAfter: found.persons + found.before.size - found.resolved.moved.size,
    pairsCompared: fitted.patterns.reduce((sum, pattern) => sum + pattern.pairs, 0),
    linked: edges('accept'),
    review: edges('review'),
    vanished: found.resolved.vanished.length,
    merges: new Set(found.moves.map((move) => move.merge)).size,
    customersMoved: found.moves.filter((move) => (found.before.get(move.own) ?? move.own) !== move.no).length,
    expectedPrecision: fitted.expectedPrecision,
    expectedRecall: fitted.expectedRecall,
    prior: fitted.model.prior,
    rules: ruleCounts(found),
    fields: sayModel(fitted),
    quality: qualityOf(found),
    difference: {
      appear: changes('appear'),
      vanish: changes('vanish'),
      toReview: changes('toReview'),
      samples: found.samples.map(({ change, a_id, b_id, rule, probability }) => ({ change, a: a_id, b: b_id, rule: rule as LinkRule, sentence: sayRule(rule as LinkRule), probability })),
    },
  }
}

function ruleCounts({ staged, edges }: FoundLinks): LinkSummary['rules'] {
  const rejected = new Map<LinkRule, number>()
  for (const pattern of staged.fitted.patterns) {
    if (pattern.decision === 'reject') rejected.set(pattern.rule, (rejected.get(pattern.rule) ?? 0) + pattern.pairs)
  }
  const rows = [...edges.map(({ rule, decision, n }) => ({ rule: rule as LinkRule, decision: decision as LinkDecision, pairs: n })), ...[...rejected].map(([rule, pairs]) => ({ rule, decision: 'reject' as const, pairs }))]
  return rows.map((row) => ({ ...row, sentence: sayRule(row.rule) }))
}

function sayModel({ model }: FittedLinks): LinkSummary['fields'] {
  return LINK_FIELDS.map(({ name, levels }, at) => {
    const field = model.fields[at] ?? { name, m: [], u: [] }
    return {
      field: name,
      name: sayLevel(name, 0).name,
      levels: Array.from({ length: levels - 1 }, (_, index) => index + 1).map((level) => ({
        level,
        words: sayLevel(name, level).level,
        m: field.m[level] ?? 0,
        u: field.u[level] ?? 0,
        weight: fieldWeight(field, level),
      })),
    }
  })
}

function qualityOf({ staged, resolved }: FoundLinks): LinkSummary['quality'] {
  const { fitted, shared } = staged
  const pairs = (test: (level: (name: 'idNumber' | 'name' | 'mobile') => number) => boolean) =>
    fitted.patterns.reduce((sum, pattern) => {
      const levels = patternLevels(LINK_FIELDS, pattern.pattern)
      return test((name) => levels[fieldAt(name)] ?? 0) ? sum + pattern.pairs : sum
    }, 0)
  return {
    sharedDevices: Number(shared.devices),
    familyDevices: Number(shared.families),
    sharedTooWidely: Number(shared.wide),
    recycledMobiles: pairs((level) => level('mobile') === 2),
    sameIdTwoNames: pairs((level) => level('idNumber') === 2 && level('name') === 1),
    twoIdsOnePerson: [...resolved.conflicts.values()].filter((rule) => rule === 'CLUSTER_TWO_IDS').length,
  }
}
