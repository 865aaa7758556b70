import { describe, expect, it } from 'vitest'
import { parseBucketPage } from './bucket-listing.js'
import { csvLine } from './csv-line.js'
import { compilePattern, inOrder, type ListedFile } from './file-pattern.js'
import { valueAt } from './json-pointer.js'

describe('file patterns', () => {
  it.each([
    ['cust_{date}.csv', 'cust_20260228.csv', { date: '2026-02-28' }],
    ['cust_{date}.csv', 'cust_20260229.csv', null],
    ['cust_{date}.csv', 'cust_20260228.csv.part', null],
    ['cust_{date:YYYY-MM-DD}*.csv.gz', 'cust_2026-02-28_01.csv.gz', { date: '2026-02-28' }],
    ['*.csv', 'a.csv', { date: null }],
    ['*.csv', 'a/b.csv', null],
    ['a?.csv', 'ab.csv', { date: null }],
    ['a+(b).csv', 'a+(b).csv', { date: null }],
    ['a.csv', 'axcsv', null],
  ])('%s on %s', (pattern, name, found) => expect(compilePattern(pattern)?.match(name)).toEqual(found))

  it.each(['{date}{date}', '{day}', '{date:DD}', '{'.concat('date:toString}')])('%s is no pattern', (pattern) => expect(compilePattern(pattern)).toBeNull())

  it('orders by date, name or time', () => {
    const file = (name: string, businessDate: string | null, changedAt: string): ListedFile => ({ name, place: name, bytes: 1, mark: '', changedAt, businessDate })
    const files = [file('b', '2026-01-02', '1'), file('a', '2026-01-03', '3'), file('c', null, '2')]
    const names = (order: 'date' | 'name' | 'time') => inOrder(files, order).map(({ name }) => name).join('')
    expect([names('date'), names('name'), names('time')]).toEqual(['bac', 'abc', 'bca'])
  })
})

describe('JSON pointers', () => {
  it.each([
    ['', { a: 1 }, { a: 1 }],
    ['/a/1/b', { a: [0, { b: 'x' }] }, 'x'],
    ['/a~1b/~0', { 'a/b': { '~': 5 } }, 5],
    ['/missing', { a: 1 }, undefined],
    ['/toString', { a: 1 }, undefined],
  ])('%s', (pointer, document, value) => expect(valueAt(document, pointer)).toEqual(value))
})

describe('bucket listings', () => {
  it('reads keys, sizes, marks and where it goes on', () => {
    const page = parseBucketPage(`<?xml version="1.0"?><ListBucketResult xmlns="x"><IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;b</NextContinuationToken>
      <EncodingType>url</EncodingType><Contents><Key>in/c+%E5%AE%A2.csv</Key><LastModified>2026-02-28T01:00:00.000Z</LastModified><ETag>&quot;abc&quot;</ETag><Size>12</Size></Contents></ListBucketResult>`)
    expect(page).toEqual({ objects: [{ key: 'in/c 客.csv', bytes: 12, etag: 'abc', changedAt: '2026-02-28T01:00:00.000Z' }], next: 'a&b' })
    expect(parseBucketPage('<Error><Code>AccessDenied</Code></Error>')).toBeNull()
  })
  it('takes keys as they are from a store that does not encode them', () => {
    expect(parseBucketPage('<ListBucketResult><Contents><Key>a+b&#x27;&#39;%41</Key><Size>1</Size></Contents></ListBucketResult>')?.objects[0]?.key).toBe("a+b''%41")
  })
})

describe('CSV lines', () => {
  it('quote what needs it', () => expect(csvLine(['a', null, 'b,c', 'say "x"', 'two\nlines', ''])).toBe('a,,"b,c","say ""x""","two\nlines",\n'))
})
