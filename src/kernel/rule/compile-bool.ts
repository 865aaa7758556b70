import { bucketSql } from '#kernel/id'
import { join, param, sql, type Sql } from '#kernel/sql'
import { comparisonSql, listedSql, missingSql } from './compile-compare.js'
import { compileSequence } from './compile-sequence.js'
import { type Compiler } from './compiler.js'
import { isPlainCondition } from './kind.js'
import { type TypedBool, type TypedCompare } from './typed.js'
import { childConditions } from './walk-typed.js'

/**
 * SQL of a condition, UInt8 and never NULL. `not` is carried down to the comparisons (`positive` false) and turns the
 * outcome there, so that a missing value gives the comparison's missing policy under any number of `not`s.
 */
export function compileBool(c: Compiler, node: TypedBool, positive: boolean): Sql {
  if (isPlainCondition(node)) return plain(c, node, positive)
  switch (node.kind) {
    case 'always':
      return positive ? sql`toUInt8(1)` : sql`toUInt8(0)`
    case 'all':
      return group(c, node, positive, positive)
    case 'any':
      return group(c, node, positive, !positive)
    case 'not':
      return compileBool(c, node.of, !positive)
    case 'atLeast':
      return atLeast(c, node, positive)
    case 'compare':
      return compare(c, node, positive)
  }
}

type Of<Kind extends TypedBool['kind']> = Extract<TypedBool, { kind: Kind }>

function plain(c: Compiler, node: Of<'inSegment' | 'inList' | 'sample' | 'sequence'>, positive: boolean): Sql {
  if (node.kind === 'sample') return sample(c, node, positive)
  if (node.kind === 'sequence') return compileSequence(c, node, positive)
  return positive ? sql`(${node.spec.condition})` : sql`(NOT (${node.spec.condition}))`
}

function group(c: Compiler, node: Of<'all' | 'any'>, positive: boolean, isAnd: boolean): Sql {
  const parts = node.of.map((each) => compileBool(c, each, positive))
  return sql`(${join(parts, isAnd ? sql` AND ` : sql` OR `)})`
}

/** Not (at least k of n) is: at least n − k + 1 fail. */
function atLeast(c: Compiler, node: Of<'atLeast'>, positive: boolean): Sql {
  const k = positive ? node.k : node.of.length - node.k + 1
  const parts = node.of.map((each) => compileBool(c, each, positive))
  return sql`((${join(parts, sql` + `)}) >= ${param(k, 'UInt32')})`
}

function sample(c: Compiler, node: Of<'sample'>, positive: boolean): Sql {
  const bucket = bucketSql(node.salt, c.schema.customer)
  const share = param(node.share, 'Float64')
  return positive ? sql`(${bucket} < ${share})` : sql`(${bucket} >= ${share})`
}

function compare(c: Compiler, node: TypedCompare, positive: boolean): Sql {
  const listed = positive && node.missing !== true ? listedSql(c, node) : null
  if (listed !== null) return sql`ifNull(${listed}, 0)`
  const isTest = node.op === 'isSet' || node.op === 'isMissing'
  const holds = comparisonSql(c, node)
  const turned = positive ? holds : sql`(NOT ${holds})`
  if (isTest) return turned
  return node.missing === true ? sql`ifNull(${turned}, 1)` : sql`ifNull(${turned}, 0)`
}

/** The comparisons with `missing: 'exclude'`, wherever they stand, each with the SQL of "its value is missing". */
export function exclusions(c: Compiler, root: TypedBool): readonly { node: TypedCompare; missing: Sql }[] {
  return childConditions(root)
    .filter((node): node is TypedCompare => node.kind === 'compare' && node.missing === 'exclude')
    .flatMap((node) => {
      const missing = missingSql(c, node)
      return missing === null ? [] : [{ node, missing }]
    })
}
