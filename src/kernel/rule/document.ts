import { z } from 'zod'
import {
  aggregateFunctions,
  arithOperators,
  dateParts,
  intervalPicks,
  operators,
  periodFunctions,
  populationFunctions,
  spanUnits,
  specialFunctions,
  valueTypes,
  type BoolNode,
  type RuleDocument,
  type ValueDocument,
  type ValueNode,
} from './node.js'

const name = z.string().min(1).max(200)
const bool: z.ZodType<BoolNode> = z.lazy(() => boolNode)
const value: z.ZodType<ValueNode> = z.lazy(() => valueNode)
const scalar = z.union([z.string().max(4000), z.number(), z.boolean()])
const literal = z.union([scalar, z.array(scalar)])
const unit = z.enum(['d', 'm'])
const days = z.int().min(0).max(36600)
const period = z.strictObject({ n: z.int().min(1).max(36600), unit })

const within = z.strictObject({ n: z.int().min(1).max(36600), unit: z.enum(spanUnits) })

const windowNode = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('last'), n: z.int().min(1).max(36600), unit: z.enum(['d', 'm', 'h']) }),
  z.strictObject({ kind: z.literal('month'), offset: z.int().min(-1200).max(0) }),
  z.strictObject({ kind: z.literal('quarter'), offset: z.int().min(-400).max(0) }),
  z.strictObject({ kind: z.literal('between'), from: days, to: days }),
  z.strictObject({ kind: z.literal('since'), since: value, days: z.int().min(1).max(36600).optional() }),
  z.strictObject({ kind: z.literal('all') }),
])

const boolNode = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('always') }),
  z.strictObject({ kind: z.literal('all'), all: z.array(bool).min(1) }),
  z.strictObject({ kind: z.literal('any'), any: z.array(bool).min(1) }),
  z.strictObject({ kind: z.literal('not'), not: bool }),
  z.strictObject({ kind: z.literal('atLeast'), k: z.int().min(1), atLeast: z.array(bool).min(1) }),
  z.strictObject({
    kind: z.literal('compare'),
    left: value,
    op: z.enum(operators),
    value: z.union([literal, period, value]).optional(),
    missing: z.union([z.boolean(), z.literal('exclude')]).optional(),
  }),
  z.strictObject({
    kind: z.literal('inSegment'),
    segment: name,
    version: z.union([z.int().min(1), z.literal('latest')]),
    daysAgo: z.int().min(1).max(36600).optional(),
  }),
  z.strictObject({ kind: z.literal('inList'), list: name }),
  z.strictObject({ kind: z.literal('sample'), share: z.number().min(0).max(1), salt: name }),
  z.strictObject({
    kind: z.literal('sequence'),
    table: name,
    steps: z.array(z.union([z.strictObject({ table: name, if: bool }), bool])).min(2).max(10),
    within,
    window: windowNode.optional(),
    strict: z.boolean().optional(),
  }),
])

const label = z.union([name, z.strictObject({ code: name, zh: name, en: name })])

const valueNode = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('literal'), type: z.enum(valueTypes), value: literal }),
  z.strictObject({ kind: z.literal('param'), name, type: z.enum(valueTypes) }),
  z.strictObject({ kind: z.literal('asOf') }),
  z.strictObject({ kind: z.literal('tag'), tag: name }),
  z.strictObject({ kind: z.literal('attr'), table: name, field: name }),
  z.strictObject({ kind: z.literal('field'), field: name }),
  z.strictObject({ kind: z.literal('arith'), op: z.enum(arithOperators), left: value, right: value }),
  z.strictObject({ kind: z.literal('coalesce'), coalesce: z.array(value).min(1) }),
  z.strictObject({ kind: z.literal('entropy'), entropy: z.array(value).min(2).max(50) }),
  z.strictObject({
    kind: z.literal('case'),
    when: z.array(z.strictObject({ if: bool, then: value })).min(1),
    else: value.optional(),
  }),
  z.strictObject({
    kind: z.literal('bucket'),
    of: value,
    edges: z.array(z.number()).min(1).max(100),
    labels: z.array(label).max(101),
  }),
  z.strictObject({ kind: z.literal('age'), of: value }),
  z.strictObject({ kind: z.literal('daysBetween'), from: value, to: value }),
  z.strictObject({ kind: z.literal('datePart'), of: value, part: z.enum(dateParts) }),
  z.strictObject({ kind: z.literal('set'), items: z.array(z.strictObject({ if: bool, item: label })).min(1).max(50) }),
  z.strictObject({
    kind: z.literal('population'),
    fn: z.enum(populationFunctions),
    of: value,
    best: z.enum(['high', 'low']).optional(),
    tiles: z.int().min(2).max(100).optional(),
    by: z.array(value).min(1).max(5).optional(),
    among: bool.optional(),
    ties: z.array(z.strictObject({ of: value, best: z.enum(['high', 'low']).optional() })).min(1).max(5).optional(),
  }),
  z.strictObject({
    kind: z.literal('response'),
    table: name,
    window: windowNode.optional(),
    filter: bool.optional(),
    of: bool,
    cells: z.array(z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_+-]{1,40}$/, 'letters, digits, _ + -'), zh: name, en: name, if: bool })).min(2).max(50),
    cell: name.optional(),
    least: z.int().min(0).max(1000).optional(),
  }),
  z.strictObject({
    kind: z.literal('interval'),
    table: name,
    from: bool,
    to: bool,
    pick: z.enum(intervalPicks),
    unit: z.enum(spanUnits).optional(),
    window: windowNode.optional(),
  }),
  z.strictObject({
    kind: z.literal('agg'),
    table: name,
    fn: z.enum([...aggregateFunctions, ...specialFunctions]),
    field: name.optional(),
    window: windowNode.optional(),
    filter: bool.optional(),
    q: z.number().min(0).max(1).optional(),
    halfLife: z.number().gt(0).max(36600).optional(),
    of: bool.optional(),
    by: name.optional(),
    minShare: z.number().gt(0).max(1).optional(),
    within: within.optional(),
    each: z
      .strictObject({ per: z.enum(['day', 'week', 'month']), fn: z.enum(periodFunctions), empty: z.literal('zero').optional() })
      .optional(),
  }),
])

/** zod form of a rule document, for contracts and the API page. Structure only; `checkRule` also checks meaning. */
export const ruleDocument: z.ZodType<RuleDocument> = z.strictObject({
  v: z.literal(1),
  kind: z.literal('rule'),
  rule: bool,
})

/** zod form of a value document. */
export const valueDocument: z.ZodType<ValueDocument> = z.strictObject({
  v: z.literal(1),
  kind: z.literal('value'),
  value,
})
