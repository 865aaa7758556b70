import { join, param, sql, type Sql } from '#kernel/sql'
import { earnedTypes, insideMemos, insideTypes, productMoves, type MoneyMove } from '../domain/money-moves.js'

/** Columns of `txn` the conditions read. */
export const MOVE_COLUMNS = ['ts', 'type', 'dir', 'amount_minor', 'memo_class', 'fail_code'] as const

const text = { type: sql`ifNull(toString(type), '')`, memo_class: sql`ifNull(toString(memo_class), '')`, dir: sql`ifNull(toString(dir), '')` } as const
const among = (codes: readonly string[], column: Sql): Sql => sql`has(${param([...codes], 'Array(String)')}, ${column})`

/** The transaction took place. */
export const wentThrough: Sql = sql`ifNull(toString(fail_code), '') = ''`

/** Condition over transactions: money came in from outside or left the customer's accounts; neither moved inside nor earned. */
export function crossesBank(): Sql {
  return sql`${wentThrough} AND NOT ${among([...insideTypes, ...earnedTypes], text.type)} AND NOT ${among(insideMemos, text.memo_class)}`
}

/** The product class money came back from (`C`) or went into (`D`); '' where it is neither. */
export function productOfMove(dir: MoneyMove['dir']): Sql {
  const cases = productMoves.filter((move) => move.dir === dir).map(({ by, code, product }) => sql`${text[by]} = ${code} AND ${text.dir} = ${dir}, ${product}, `)
  return sql`multiIf(${join(cases, sql``)}'')`
}

/** The transaction is of one of these types, and of this direction. */
export function isOfTypes(types: readonly string[], dir: MoneyMove['dir']): Sql {
  return sql`${among(types, text.type)} AND ${text.dir} = ${dir} AND NOT ${among(insideMemos, text.memo_class)}`
}
