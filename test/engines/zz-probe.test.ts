import { afterAll, beforeAll, it } from 'vitest'
import { query, raw } from '#kernel/sql'
import { openTestWarehouse, type TestWarehouse } from '../kit/warehouse.js'
let w: TestWarehouse
beforeAll(async () => { w = await openTestWarehouse() })
afterAll(() => w.close())
it('probe', async () => {
  for (const q of [
    `SELECT toInt64OrNull('99999999999999999999') AS a, toInt64OrNull('9223372036854775808') AS b, toInt128OrNull('9223372036854775808') AS c`,
    `SELECT toFloat64OrNull('1e999') AS a, toDecimal128OrNull('+1.5',4) AS b, toDecimal128OrNull('1.00000000',4) AS c, toDecimal128OrNull('9999999999999999.99',4) AS d`,
    `SELECT toString(toDate32(fromUnixTimestamp(toInt64OrNull('-86400')))) AS a, toString(toDate32(fromUnixTimestamp(toInt64OrNull('99999999999')))) AS b, toString(fromUnixTimestamp64Milli(toInt64OrNull('99999999999999999'),'UTC')) AS c, toString(fromUnixTimestamp64Milli(toInt64('-9000000000000'),'UTC')) AS d`,
    `SELECT toString(toDate32OrNull('1899-12-31')) AS a, toString(toDate32OrNull('2300-01-01')) AS b, toString(toDate32OrNull('2299-12-31')) AS c, toString(toDate32OrNull('2025-12-3')) AS d`,
    `SELECT parseDateTime64BestEffortOrNull('2025-12-31T25:61:00',3,'Asia/Shanghai') AS a, parseDateTime64BestEffortOrNull('2025-12-31T24:00:00',3,'Asia/Shanghai') AS b, parseDateTime64BestEffortOrNull('2025-12-31',3,'Asia/Shanghai') AS c, toTimeZone(parseDateTime64BestEffortOrNull('2025-12-31T23:30:00+08:00',3,'Asia/Shanghai'),'UTC') AS d, toTimeZone(parseDateTime64BestEffortOrNull('2025-12-01T15:59:59.999Z',3,'Asia/Shanghai'),'UTC') AS e, parseDateTime64BestEffortOrNull('2025-12-31 10:10',3,'Asia/Shanghai') AS f`,
    `SELECT x FROM (SELECT k, argMaxIf(x, (v, r), x IS NOT NULL) AS x FROM (SELECT 1 AS k, CAST(NULL,'Nullable(Int64)') AS x, 2 AS v, 2 AS r UNION ALL SELECT 1, 5, 1, 1 UNION ALL SELECT 2, NULL, 1,1) GROUP BY k)`,
    `SELECT assumeNotNull(toString(code)) AS code, count() AS n FROM (SELECT CAST(NULL,'Nullable(Int64)') AS code UNION ALL SELECT 5) WHERE code IS NOT NULL GROUP BY code ORDER BY n DESC, code LIMIT 50`,
    `SELECT multiIf(toFloat64OrNull('abc') < 3, 'a', 'z') AS m`,
    `SELECT match('12,50', '^[+-]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?$') AS a`,
  ]) {
    try { console.log(q.slice(0, 60), JSON.stringify(await w.warehouse.query(query(raw(q))))) } catch (e) { console.log(q.slice(0, 60), 'ERR', String((e as { params?: unknown }).params ? JSON.stringify((e as { params?: unknown }).params) : e).slice(0, 400)) }
  }
})
