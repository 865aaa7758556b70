import { afterAll, beforeAll, expect, it } from 'vitest'
import { query, sql, type Query } from '#kernel/sql'
import { createCustomerNumbers } from '#identity'
import { openTestApp, type TestApp } from '../kit/app.js'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const ids = (...list: string[]): Query<{ cust_id: string }> => query(sql`SELECT arrayJoin(${list}) AS cust_id`)
const known = () => app.context.warehouse.query(query<{ cust_id: string; cust_no: number; shard_key: string }>(sql`SELECT cust_id, cust_no, shard_key FROM identity_customer ORDER BY cust_no`))

it('IDN-1, IDN-3: ids are stored as given and numbered densely in id order; the shard key is the id', async () => {
  const numbers = createCustomerNumbers(app.context)
  expect(await numbers.assign(ids('b', 'a', 'a', '', ' 007', '客户1'))).toBe(4)
  expect(await known()).toEqual([
    { cust_id: ' 007', cust_no: 1, shard_key: ' 007' },
    { cust_id: 'a', cust_no: 2, shard_key: 'a' },
    { cust_id: 'b', cust_no: 3, shard_key: 'b' },
    { cust_id: '客户1', cust_no: 4, shard_key: '客户1' },
  ])
})

it('IDN-4: the same ids again change nothing', async () => {
  const numbers = createCustomerNumbers(app.context)
  const before = await known()
  expect(await numbers.assign(ids('b', 'a'))).toBe(0)
  expect(await known()).toEqual(before)
})

it('IDN-2: two calls at once never give one number twice, nor one person two', async () => {
  const numbers = createCustomerNumbers(app.context)
  const many = (from: number) => query<{ cust_id: string }>(sql`SELECT concat('n', toString(number)) AS cust_id FROM numbers(${from}, ${2000})`)
  const given = await Promise.all([numbers.assign(many(0)), numbers.assign(many(1000)), numbers.assign(many(2000))])
  expect(given).toEqual([2000, 1000, 1000])
  const rows = await app.context.warehouse.query(query(sql`SELECT count() AS n, uniqExact(cust_id) AS ids, uniqExact(cust_no) AS numbers, max(cust_no) AS highest FROM identity_customer`))
  expect(rows).toEqual([{ n: '4004', ids: '4004', numbers: '4004', highest: 4004 }])
})

it('IDN-2: a call that fails does not stop the next', async () => {
  const numbers = createCustomerNumbers(app.context)
  const failed = numbers.assign(query(sql`SELECT nothing AS cust_id FROM no_such_table`))
  const next = numbers.assign(ids('after-failure'))
  await expect(failed).rejects.toMatchObject({ code: 'WAREHOUSE_QUERY_FAILED' })
  expect(await next).toBe(1)
})
