import { expect, it } from 'vitest'
import { query, renderSql, sql } from '#kernel/sql'
import { assignNumbersStatement, highestNumberQuery } from './assign-numbers.js'

it('IDN-2, IDN-4: numbers go on above the highest, to ids that have none', () => {
  expect(renderSql(highestNumberQuery.sql).text).toBe('SELECT max(cust_no) AS highest, count() AS customers FROM identity_customer')
  const { text, params } = renderSql(assignNumbersStatement(query(sql`SELECT ${'a'} AS cust_id`), 41))
  expect(text).toMatchInlineSnapshot(`"INSERT INTO identity_customer (cust_id, cust_no, shard_key) SELECT cust_id, toUInt32({p0:Int64} + row_number() OVER (ORDER BY cust_id)) AS cust_no, cust_id AS shard_key FROM (SELECT DISTINCT cust_id FROM (SELECT {p1:String} AS cust_id) WHERE cust_id != '' AND cust_id NOT IN (SELECT cust_id FROM identity_customer))"`)
  expect(params).toEqual({ p0: 41, p1: 'a' })
})
