import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { bankPersons } from '#ingest/contract'
import type { AttributeInfo } from '../domain/bank-schema.js'
import { attributeColumn } from '../domain/snapshot-column.js'

export interface OrgPath {
  readonly orgId: string
  readonly path: string
}

/** Path of customers whose org is not in the tree: only who sees everything sees them. */
export const UNPLACED = '/-/'

/** One row a customer with org path, manager and attributes: what tags are computed over. */
export function customerBase(runIds: readonly number[], attributes: readonly AttributeInfo[], orgs: readonly OrgPath[]): Sql {
  const rows = bankPersons(runIds, attributes.map((attribute) => attribute.stored))
  const columns = attributes.map((attribute) => sql`${identifier(attribute.stored)} AS ${identifier(attributeColumn(attribute.name))}`)
  const ids = orgs.map((org) => org.orgId)
  const paths = orgs.map((org) => org.path)
  const path =
    orgs.length === 0
      ? sql`${UNPLACED}`
      : sql`transform(ifNull(toString(main_org_id), ''), ${param(ids, 'Array(String)')}, ${param(paths, 'Array(String)')}, ${UNPLACED})`
  return sql`(SELECT cust_no, cust_id, shard_key, ${path} AS org_path, ifNull(toString(rm_emp_id), '') AS rm, ${join(columns)} FROM ${rows})`
}

/** Of customers known later, those who had opened by a date; who has no date of opening counts as there. */
export function openedBy(base: Sql, asOf: string): Sql {
  return sql`(SELECT * FROM ${base} WHERE ifNull(a_open_date <= ${param(asOf, 'Date32')}, 1))`
}

export interface SnapshotValue {
  readonly column: string
  readonly value: Sql
}

/** Fills a snapshot table in one statement. */
export function fillSnapshot(table: string, from: Sql, attributes: readonly AttributeInfo[], tags: readonly SnapshotValue[]): Sql {
  const fixed = ['cust_no', 'cust_id', 'shard_key', 'org_path', 'rm', ...attributes.map((attribute) => attributeColumn(attribute.name))]
  const names = [...fixed, ...tags.map((tag) => tag.column)].map((name) => identifier(name))
  const values = [...fixed.map((name) => identifier('base', name)), ...tags.map((tag) => tag.value)]
  return sql`INSERT INTO ${identifier(table)} (${join(names)}) SELECT ${join(values)} FROM ${from}`
}
