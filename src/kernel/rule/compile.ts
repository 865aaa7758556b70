import { join, sql, type Sql } from '#kernel/sql'
import { resolveDocument, resolveRule } from './check.js'
import { missingSql } from './compile-compare.js'
import { compileBool, exclusions } from './compile-bool.js'
import { compileTyped } from './compile-value.js'
import { canonical, type Compiler } from './compiler.js'
import { checkContext, type RuleContext } from './context.js'
import { type RuleDocument, type ValueDocument } from './node.js'
import { createPassCollector, type FactPass } from './pass.js'
import { type RuleSchema, type TypeInfo } from './schema.js'
import { exclusionSentence, sentenceOfTyped } from './sentence.js'
import { type TypedBool, type TypedCompare } from './typed.js'
import { valueConditions } from './walk-typed.js'

/** One line of a waterfall: the condition of a top-level branch. */
export interface RuleStep {
  readonly path: string
  readonly zh: string
  readonly en: string
  readonly condition: Sql
}

export interface CompiledRule {
  /** UInt8, never NULL. Fact columns are referred to as alias.column of the passes. */
  readonly condition: Sql
  /** The rule is the AND of these. */
  readonly steps: readonly RuleStep[]
  /** The passes to LEFT JOIN (join_use_nulls = 1); with a shared collector, everything it gathered so far. */
  readonly passes: readonly FactPass[]
}

export interface CompiledValue {
  /** In the engine type of its value type; NULL when missing (an empty array for a set). */
  readonly value: Sql
  readonly type: TypeInfo
  readonly passes: readonly FactPass[]
}

/**
 * Compiles a rule to SQL.
 * @throws Mistakes when the rule does not fit the schema or a parameter is absent or unfit.
 */
export function compileRule(rule: RuleDocument, schema: RuleSchema, ctx: RuleContext): CompiledRule {
  const c = compiler(schema, ctx)
  const root = resolveRule(rule, schema, ctx.params ?? {})
  const branches = root.kind === 'all' ? root.of : [root]
  const steps = [...branches.map((branch) => branchStep(c, branch)), ...exclusionSteps(c, root)]
  const condition = join(
    steps.map((step) => step.condition),
    sql` AND `,
  )
  return { condition: sql`(${condition})`, steps, passes: c.passes.passes() }
}

function branchStep(c: Compiler, branch: TypedBool): RuleStep {
  return {
    path: branch.path,
    zh: sentenceOfTyped(branch, 'zh'),
    en: sentenceOfTyped(branch, 'en'),
    condition: compileBool(c, branch, true),
  }
}

/** Comparisons of customers' values that remove customers without one, as steps of their own. */
function exclusionSteps(c: Compiler, root: TypedBool): RuleStep[] {
  return exclusions(c, root).map(({ node, missing }) => ({
    path: `${node.path}.missing`,
    zh: exclusionSentence(node, 'zh'),
    en: exclusionSentence(node, 'en'),
    condition: sql`(NOT ${missing})`,
  }))
}

/**
 * Compiles a value document to SQL. A comparison with `missing: 'exclude'` inside it makes the whole value missing.
 * @throws Mistakes when it does not fit the schema or a parameter is absent or unfit.
 */
export function compileValue(value: ValueDocument, schema: RuleSchema, ctx: RuleContext): CompiledValue {
  const c = compiler(schema, ctx)
  const root = resolveDocument(value, schema, ctx.params ?? {})
  const expression = canonical(root.info, compileTyped(c, root))
  const missing = valueConditions(root)
    .filter((node): node is TypedCompare => node.kind === 'compare' && node.missing === 'exclude')
    .map((node) => missingSql(c, node))
    .filter((each) => each !== null)
  const guarded =
    missing.length === 0 ? expression : sql`if(${join(missing, sql` OR `)}, NULL, ${expression})`
  return { value: guarded, type: root.info, passes: c.passes.passes() }
}

function compiler(schema: RuleSchema, ctx: RuleContext): Compiler {
  checkContext(ctx)
  return {
    schema,
    asOf: ctx.asOf,
    timeZone: ctx.timeZone,
    passes: ctx.passes ?? createPassCollector(),
    names: { prefix: 'v', count: 0 },
    bool: compileBool,
    value: compileTyped,
  }
}
