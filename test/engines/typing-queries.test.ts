import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import type { BankType } from '#ingest/contract'
import type { FromColumn } from '../../src/ingest/contract.js'
import { typedColumn } from '../../src/ingest/sql/typed-column.js'
import { faultCode } from '../../src/ingest/sql/typing.js'
import { openTestWarehouse, type TestWarehouse } from '../kit/warehouse.js'

let opened: TestWarehouse
beforeAll(async () => {
  opened = await openTestWarehouse()
})
afterAll(() => opened.close())

type Spec = Omit<FromColumn, 'from'> & { digits?: number; required?: boolean }

/** The stored value as text, its fault in brackets, or null where the value is missing. */
async function typed(text: string, type: BankType, { digits = 2, required = false, ...spec }: Spec = {}): Promise<string | null> {
  const context = { text: () => sql`materialize(${text})`, timeZone: 'Asia/Shanghai', minorDigits: digits }
  const column = typedColumn({ from: 'x', ...spec }, type, required, context)
  const rows = await opened.warehouse.query(query<{ v: string | null; f: string }>(sql`SELECT toString(${column.value}) AS v, ${faultCode(column)} AS f`))
  const row = rows[0]
  if (row === undefined) throw new Error('no row')
  if (row.f !== '') expect(row.v).toBeNull()
  return row.f === '' ? row.v : `[${row.f}]`
}

type Case = [string, Spec, string | null]
const check = (type: BankType, cases: Case[]) =>
  it.each(cases)(`${type} %j %j gives %j`, async (text, spec, expected) => {
    expect(await typed(text, type, spec)).toBe(expected)
  })

const BAD_DATE = '[DATE_INVALID]'
describe('ING-6: a date exists and is written in its format', () => {
  check('date', [
    ['2025-12-31', {}, '2025-12-31'],
    ['2024-02-29', {}, '2024-02-29'],
    ['2025-02-29', {}, BAD_DATE],
    ['2025-13-01', {}, BAD_DATE],
    ['2025-12-3', {}, BAD_DATE],
    ['2025-12-31x', {}, BAD_DATE],
    ['2025/12/31', {}, BAD_DATE],
    ['1900-01-01', {}, '1900-01-01'],
    ['1899-12-31', {}, BAD_DATE],
    ['2299-12-31', {}, '2299-12-31'],
    ['2300-01-01', {}, BAD_DATE],
    ['2025/12/31', { format: 'YYYY/MM/DD' }, '2025-12-31'],
    ['20251231', { format: 'YYYYMMDD' }, '2025-12-31'],
    ['2025123', { format: 'YYYYMMDD' }, BAD_DATE],
    ['202512311', { format: 'YYYYMMDD' }, BAD_DATE],
    ['31/12/2025', { format: 'DD/MM/YYYY' }, '2025-12-31'],
    ['12/31/2025', { format: 'DD/MM/YYYY' }, BAD_DATE],
    ['12/31/2025', { format: 'MM/DD/YYYY' }, '2025-12-31'],
    ['31.12.2025', { format: 'DD.MM.YYYY' }, '2025-12-31'],
    ['31/12/2025', { format: 'DD.MM.YYYY' }, BAD_DATE],
    ['2025-12-31 23:59:59', { format: 'YYYY-MM-DD HH:mm:ss' }, '2025-12-31'],
    ['2025/12/31 23:59:59', { format: 'YYYY/MM/DD HH:mm:ss' }, '2025-12-31'],
    ['20251231235959', { format: 'YYYYMMDDHHmmss' }, '2025-12-31'],
    ['2025-12-31T23:59:59Z', { format: 'ISO' }, '2025-12-31'],
    ['500101', { format: 'YYMMDD' }, '2050-01-01'],
    ['510101', { format: 'YYMMDD' }, '1951-01-01'],
    ['000101', { format: 'YYMMDD', pivot: -1 }, '1900-01-01'],
    ['706213', { format: 'YYMMDD', pivot: -1, monthOffset: 50 }, '1970-12-13'],
    ['701213', { format: 'YYMMDD', pivot: -1, monthOffset: 50 }, '1970-12-13'],
    ['930101 00:00:00', { format: 'YYMMDD HH:mm:ss' }, '1993-01-01'],
    ['1767196799', { format: 'UNIX' }, '2025-12-31'],
    ['1767196800', { format: 'UNIX' }, '2026-01-01'],
    ['1767196799999', { format: 'UNIX_MS' }, '2025-12-31'],
    ['-86400', { format: 'UNIX' }, '1969-12-31'],
    ['-9999999999', { format: 'UNIX' }, BAD_DATE],
    ['99999999999', { format: 'UNIX' }, BAD_DATE],
    ['99999999999999999999', { format: 'UNIX' }, BAD_DATE],
    ['', {}, null],
    ['NULL', {}, null],
    ['\\N', {}, null],
    ['n/a', { missing: ['n/a'] }, null],
    ['', { required: true }, '[VALUE_MISSING]'],
  ])
})

describe('instants are kept in UTC; text without a zone is the bank\'s', () => {
  check('instant', [
    ['2025-12-31', {}, '2025-12-30 16:00:00.000'],
    ['2025-12-31T23:30:00+08:00', {}, '2025-12-31 15:30:00.000'],
    ['2025-12-31T15:59:59.999Z', {}, '2025-12-31 15:59:59.999'],
    ['2025-12-31 10:10', {}, '2025-12-31 02:10:00.000'],
    ['2025-02-30T00:00:00Z', {}, BAD_DATE],
    ['2025-12-31T25:61:00', {}, BAD_DATE],
    ['2025-12-31T24:00:00', {}, BAD_DATE],
    ['1899-12-31T00:00:00Z', {}, BAD_DATE],
    ['2300-01-01T00:00:00Z', {}, BAD_DATE],
    ['2025-12-31 23:59:59', { format: 'YYYY-MM-DD HH:mm:ss' }, '2025-12-31 15:59:59.000'],
    ['2025-12-31 24:00:00', { format: 'YYYY-MM-DD HH:mm:ss' }, BAD_DATE],
    ['2025/12/31 23:59:59', { format: 'YYYY/MM/DD HH:mm:ss' }, '2025-12-31 15:59:59.000'],
    ['20251231235959', { format: 'YYYYMMDDHHmmss' }, '2025-12-31 15:59:59.000'],
    ['20251231', { format: 'YYYYMMDD' }, '2025-12-30 16:00:00.000'],
    ['930101 08:00:00', { format: 'YYMMDD HH:mm:ss' }, '1993-01-01 00:00:00.000'],
    ['1767196799', { format: 'UNIX' }, '2025-12-31 15:59:59.000'],
    ['1767196799999', { format: 'UNIX_MS' }, '2025-12-31 15:59:59.999'],
    ['99999999999999999', { format: 'UNIX_MS' }, BAD_DATE],
    ['9223372036854775807', { format: 'UNIX' }, BAD_DATE],
  ])
})

const BAD_MONEY = '[MONEY_INVALID]'
describe('ING-6: money is exact; more decimals than the currency has are refused', () => {
  check('money', [
    ['1200.50', {}, '120050'],
    ['0.1', {}, '10'],
    ['-7', {}, '-700'],
    ['+7.25', {}, '725'],
    ['1.2300000', {}, '123'],
    ['1.234', {}, BAD_MONEY],
    ['1.005', {}, BAD_MONEY],
    ['1,234,567.89', {}, '123456789'],
    ['12,50', {}, BAD_MONEY],
    ['1,23', {}, BAD_MONEY],
    ['1.234.567,89', { decimal: ',' }, '123456789'],
    ['12,5', { decimal: ',' }, '1250'],
    ['1.5', { decimal: ',' }, BAD_MONEY],
    ['9007199254740993.01', {}, '900719925474099301'],
    ['9999999999999999.99', {}, '999999999999999999'],
    ['99999999999999999', {}, BAD_MONEY],
    ['9999999999999999', { digits: 3 }, BAD_MONEY],
    ['1.234', { digits: 3 }, '1234'],
    ['100', { digits: 0 }, '100'],
    ['100.5', { digits: 0 }, BAD_MONEY],
    ['12345', { unit: 'minor' }, '12345'],
    ['12345.6', { unit: 'minor' }, BAD_MONEY],
    ['1e3', {}, BAD_MONEY],
    ['abc', {}, BAD_MONEY],
    ['¥5', {}, BAD_MONEY],
  ])
})

describe('numbers that do not fit are refused, never wrapped', () => {
  check('int', [
    ['42', {}, '42'],
    ['+42', {}, '42'],
    ['1,234', {}, '1234'],
    ['1,23', {}, '[NUMBER_INVALID]'],
    ['9223372036854775807', {}, '9223372036854775807'],
    ['9223372036854775808', {}, '[NUMBER_INVALID]'],
    ['-9223372036854775809', {}, '[NUMBER_INVALID]'],
    ['99999999999999999999', {}, '[NUMBER_INVALID]'],
    ['1.0', {}, '[NUMBER_INVALID]'],
    ['x', {}, '[NUMBER_INVALID]'],
  ])
  check('decimal', [
    ['0.125', {}, '0.125'],
    ['-1e-3', {}, '-0.001'],
    ['0,125', { decimal: ',' }, '0.125'],
    ['1e999', {}, '[NUMBER_INVALID]'],
    ['nan', {}, '[NUMBER_INVALID]'],
    ['inf', {}, '[NUMBER_INVALID]'],
    ['0x10', {}, '[NUMBER_INVALID]'],
  ])
})

describe('texts, codes and truth', () => {
  check('bool', [['是', {}, 'true'], ['N', {}, 'false'], ['1', {}, 'true'], ['maybe', {}, '[BOOL_INVALID]'], ['', {}, null]])
  check('enum', [
    ['男', { values: { 男: 'M', 女: 'F' } }, 'M'],
    ['?', { values: { 男: 'M', 女: 'F' } }, '[VALUE_NOT_LISTED]'],
    ['?', { values: { 男: 'M' }, otherwise: 'U' }, 'U'],
    ['49', { bands: [{ below: 50, value: 'M' }, { value: 'F' }] }, 'M'],
    ['50', { bands: [{ below: 50, value: 'M' }, { value: 'F' }] }, 'F'],
    ['abc', { bands: [{ below: 50, value: 'M' }, { value: 'F' }] }, '[VALUE_NOT_LISTED]'],
    ['50', { bands: [{ below: 50, value: 'M' }] }, '[VALUE_NOT_LISTED]'],
    ['49.9', { bands: [{ below: 0, value: 'N' }, { below: 50, value: 'M' }] }, 'M'],
    ['706213', { slice: [2, 4], bands: [{ below: 50, value: 'M' }, { value: 'F' }] }, 'F'],
    ['701213', { slice: [2, 4], bands: [{ below: 50, value: 'M' }, { value: 'F' }] }, 'M'],
  ])
  check('text', [
    ['  a b  ', {}, 'a b'],
    ['17', { prefix: 'card-' }, 'card-17'],
    ['深圳市南山', { slice: [0, 3] }, '深圳市'],
    ['abc', { slice: [5, 9] }, null],
    ["'; DROP TABLE x; --", {}, "'; DROP TABLE x; --"],
  ])
})
