import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import type { FromColumn } from '../../src/ingest/contract.js'
import type { BankType } from '../../src/ingest/domain/bank-model.js'
import { typedColumn } from '../../src/ingest/sql/typed-column.js'
import { faultCode } from '../../src/ingest/sql/typing.js'
import { openTestWarehouse, type TestWarehouse } from '../kit/warehouse.js'

let opened: TestWarehouse
beforeAll(async () => {
  opened = await openTestWarehouse()
})
afterAll(() => opened.close())

/** The text as the column reads it: value as text (null when missing or wrong) and the fault. */
async function read(text: string, type: BankType, spec: Partial<FromColumn> = {}, required = false) {
  const context = { text: () => sql`${text}`, timeZone: 'Asia/Shanghai', minorDigits: 2 }
  const column = typedColumn({ from: 'c', ...spec }, type, required, context)
  const asked = query<{ value: string | null; fault: string }>(sql`SELECT toString(${column.value}) AS value, ${faultCode(column)} AS fault`)
  const [row] = await opened.warehouse.query(asked)
  return [row!.value, row!.fault]
}

// `typed-value` and `typed-column` together: what a text becomes.
describe('a column read from a file (ING-6)', () => {
  it.each<[string, NonNullable<FromColumn['format']>, string | null, string, Partial<FromColumn>?]>([
    ['2024-02-29', 'YYYY-MM-DD', '2024-02-29', ''],
    ['2023-02-29', 'YYYY-MM-DD', null, 'DATE_INVALID'],
    ['2024/12/31', 'YYYY/MM/DD', '2024-12-31', ''],
    ['20240131', 'YYYYMMDD', '2024-01-31', ''],
    ['930101', 'YYMMDD', '1993-01-01', ''],
    ['500101', 'YYMMDD', '2050-01-01', ''],
    ['510101', 'YYMMDD', '1951-01-01', ''],
    ['250101', 'YYMMDD', '1925-01-01', '', { pivot: -1 }],
    ['706213', 'YYMMDD', '1970-12-13', '', { monthOffset: 50 }],
    ['701213', 'YYMMDD', '1970-12-13', '', { monthOffset: 50 }],
    ['05/11/2023', 'DD/MM/YYYY', '2023-11-05', ''],
    ['05.11.2023', 'DD.MM.YYYY', '2023-11-05', ''],
    ['11/05/2023', 'MM/DD/YYYY', '2023-11-05', ''],
    ['13/05/2023', 'MM/DD/YYYY', null, 'DATE_INVALID'],
    ['2024-03-01 23:59:59', 'YYYY-MM-DD HH:mm:ss', '2024-03-01', ''],
    ['930101 00:00:00', 'YYMMDD HH:mm:ss', '1993-01-01', ''],
    ['20240301235959', 'YYYYMMDDHHmmss', '2024-03-01', ''],
    ['2024-03-01T10:00:00Z', 'ISO', '2024-03-01', ''],
  ])('date %s as %s is %s', async (text, format, value, fault, more) => {
    expect(await read(text, 'date', { format, ...more })).toEqual([value, fault])
  })

  it.each<[string, NonNullable<FromColumn['format']>, string | null]>([
    // Shanghai is eight hours ahead of UTC.
    ['2024-03-01 08:00:00', 'YYYY-MM-DD HH:mm:ss', '2024-03-01 00:00:00.000'],
    ['20240301080000', 'YYYYMMDDHHmmss', '2024-03-01 00:00:00.000'],
    ['2024-03-01', 'YYYY-MM-DD', '2024-02-29 16:00:00.000'],
    ['2024-03-01T08:00:00Z', 'ISO', '2024-03-01 08:00:00.000'],
    ['2024-03-01T08:00:00+09:00', 'ISO', '2024-02-29 23:00:00.000'],
    ['1709280000', 'UNIX', '2024-03-01 08:00:00.000'],
    ['1709280000123', 'UNIX_MS', '2024-03-01 08:00:00.123'],
    ['2024-02-30 08:00:00', 'YYYY-MM-DD HH:mm:ss', null],
    ['2024-03-01 25:00:00', 'YYYY-MM-DD HH:mm:ss', null],
  ])('instant %s as %s is %s', async (text, format, value) => {
    expect(await read(text, 'instant', { format })).toEqual([value, value === null ? 'DATE_INVALID' : ''])
  })

  it.each<[string, Partial<FromColumn>, string | null]>([
    ['12', {}, '1200'],
    ['1,234.50', {}, '123450'],
    ['1.234,50', { decimal: ',' }, '123450'],
    ['-0.01', {}, '-1'],
    ['1.2300', {}, '123'],
    ['1.234', {}, null],
    ['12', { unit: 'minor' }, '12'],
    ['12.5', { unit: 'minor' }, null],
    ['twelve', {}, null],
  ])('money %s with %o is %s minor units', async (text, spec, value) => {
    expect(await read(text, 'money', spec)).toEqual([value, value === null ? 'MONEY_INVALID' : ''])
  })

  it.each<[string, BankType, Partial<FromColumn>, string | null, string]>([
    ['+7', 'int', {}, '7', ''],
    ['7.5', 'int', {}, null, 'NUMBER_INVALID'],
    ['1.5e2', 'decimal', {}, '150', ''],
    ['nan', 'decimal', {}, null, 'NUMBER_INVALID'],
    ['Yes', 'bool', {}, 'true', ''],
    ['否', 'bool', {}, 'false', ''],
    ['maybe', 'bool', {}, null, 'BOOL_INVALID'],
    ['abcdef', 'text', { slice: [1, 3] }, 'bc', ''],
    ['7', 'text', { prefix: 'card-' }, 'card-7', ''],
    ['PRIJEM', 'enum', { values: { PRIJEM: 'C', VYDAJ: 'D' } }, 'C', ''],
    ['OTHER', 'enum', { values: { PRIJEM: 'C' } }, null, 'VALUE_NOT_LISTED'],
    ['OTHER', 'enum', { values: { PRIJEM: 'C' }, otherwise: 'D' }, 'D', ''],
    ['62', 'enum', { bands: [{ below: 50, value: 'M' }, { value: 'F' }] }, 'F', ''],
    ['12', 'enum', { bands: [{ below: 50, value: 'M' }, { value: 'F' }] }, 'M', ''],
    ['?', 'text', { missing: ['?'] }, null, ''],
    ['  ', 'text', {}, null, ''],
  ])('%s as %s with %o is %s', async (text, type, spec, value, fault) => {
    expect(await read(text, type, spec)).toEqual([value, fault])
  })

  it('says a required value is missing', async () => {
    expect(await read('NULL', 'int', {}, true)).toEqual([null, 'VALUE_MISSING'])
  })
})
