import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { type Compiler } from './compiler.js'
import { type FactColumn } from './pass.js'
import { SPREAD } from './response.js'
import { type TypedResponse } from './typed.js'

/**
 * Adds one reading of all customers that tells every cell's posterior mean (−1 for a cell nobody has rows in), shared by the
 * best cell and the means of single ones. The formulas are those of response.ts.
 */
export function compileResponse(c: Compiler, node: TypedResponse): Sql {
  const inner: Compiler = { ...c, passes: c.passes.inner(), names: { prefix: 'r', count: 0 } }
  const columns = node.cells.flatMap(({ tries, answers }, at): FactColumn[] => [
    { name: triesAt(at), expression: sql`toFloat64(ifNull(${c.value(inner, tries)}, 0))` },
    { name: answersAt(at), expression: sql`toFloat64(ifNull(${c.value(inner, answers)}, 0))` },
  ])
  const rows = columns.filter((_, at) => at % 2 === 0).map(({ expression }) => expression)
  const measured = { name: 'measured', expression: sql`nullIf(${join(rows, sql` + `)}, 0)` }
  const alias = c.passes.addOver({ columns: [measured, ...columns], where: sql`1`, value: meansOf(node.cells.length, node.least) }, c.asOf)
  const means = identifier(alias, 'value')
  if (node.cell !== null) {
    const place = sql`${param(node.cell + 1, 'UInt32')}`
    return sql`if(length(${means}) = 0 OR ${means}[${place}] < 0, NULL, ${means}[${place}])`
  }
  const codes = param(node.cells.map(({ item }) => item.code), 'Array(String)')
  const candidates = sql`arraySlice(${means}, ${param(node.cells.length + 1, 'UInt32')})`
  return sql`if(length(${means}) = 0 OR arrayMax(${candidates}) < 0, NULL, ${codes}[indexOf(${candidates}, arrayMax(${candidates}))])`
}

const triesAt = (at: number): string => `tries_${at}`
const answersAt = (at: number): string => `answers_${at}`

/** The posterior mean of every cell, over the columns of all customers; then the same again with −1 for cells of too few rows. */
function meansOf(cells: number, tried: number): Sql {
  const each = (of: (tries: Sql, answers: Sql) => Sql) => sql`[${join(Array.from({ length: cells }, (_, at) => of(identifier(triesAt(at)), identifier(answersAt(at)))))}]`
  const all = (of: (tries: Sql, answers: Sql) => Sql) => each((tries, answers) => sql`(sum(${of(tries, answers)}) OVER ())`)
  const people = all((tries) => sql`toFloat64(${tries} > 0)`)
  const rows = all((tries) => tries)
  const answered = all((_, answers) => answers)
  const squares = all((tries) => sql`${tries} * ${tries}`)
  const around = all((tries, answers) => sql`if(${tries} > 0, ${answers} * ${answers} / ${tries}, 0)`)
  const [least, most] = [param(SPREAD.least, 'Float64'), param(SPREAD.most, 'Float64')]
  const spread = sql`arrayMap((m, n, k, q, s) -> least(${most}, greatest(${least}, ifNotFinite(((s - k * k / n) / ((k / n) * (1 - k / n)) - (m - 1)) / (n - q / n - (m - 1)), ${least}))), ${people}, ${rows}, ${answered}, ${squares}, ${around})`
  const means = sql`arrayMap((own, yes, n, k, spread) -> if(n = 0, -1., round((yes + (k / n) * (1 / spread - 1)) / (own + (1 / spread - 1)), 6)), ${each((tries) => tries)}, ${each((_, answers) => answers)}, ${rows}, ${answered}, ${spread})`
  // The array is bound by a lambda once, for it is used twice.
  return sql`arrayFlatten(arrayMap((means, own) -> arrayConcat(means, arrayMap((mean, tries) -> if(tries < ${param(tried, 'Float64')}, -1., mean), means, own)), [${means}], [${each((tries) => tries)}]))`
}
