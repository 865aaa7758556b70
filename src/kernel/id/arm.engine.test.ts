import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderInline, sql } from '#kernel/sql'
import { Session } from 'chdb'
import { afterAll, expect, it } from 'vitest'
import { armSql, bucketSql } from './arm-sql.js'
import { armOf, bucketOf } from './arm.js'

const folder = mkdtempSync(join(tmpdir(), 'qunce-arm-'))
const session = new Session(folder)
afterAll(() => {
  session.cleanup()
  rmSync(folder, { recursive: true, force: true })
})

it('SQL and TypeScript give the same bucket and arm to 5,000 units', () => {
  const arms = [
    { key: "con'trol", share: 1 / 3 },
    { key: '甲', share: 1 / 3 },
    { key: 'b', share: 1 / 3 },
  ]
  const salt = "春季\\'"
  const unit = sql`concat('客户', toString(number))`
  const text = renderInline(
    sql`SELECT concat('客户', toString(number)) AS unit, ${bucketSql(salt, unit)} AS bucket,
        ${armSql(salt, unit, arms)} AS arm FROM numbers(5000) FORMAT JSONCompactEachRow`,
  )
  const rows = session.query(text, 'JSONCompactEachRow').trim().split('\n')
  expect(rows).toHaveLength(5000)
  for (const row of rows) {
    const [name, bucket, arm] = JSON.parse(row) as [string, number, string]
    expect(bucket).toBe(bucketOf(salt, name))
    expect(arm).toBe(armOf(bucketOf(salt, name), arms))
  }
})
