import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { createSplitter, parseRecord, sniffDialect, type Dialect } from './index.js'

const plain: Dialect = { delimiter: ',', quotes: true, wide: false, maxRecordBytes: 1000 }

function split(text: string | Uint8Array, dialect: Dialect = plain, fields = 0, chunk = 7) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const seen: string[] = []
  const decode = (part: Uint8Array) => new TextDecoder().decode(part)
  const splitter = createSplitter(dialect, {
    record: (part, line) => void seen.push(`${line}:${decode(part)}`),
    fault: (code, part, line) => void seen.push(`${line}!${code}:${decode(part)}`),
  })
  splitter.setFields(fields)
  for (let at = 0; at < bytes.length; at += chunk) splitter.push(bytes.subarray(at, at + chunk))
  splitter.end()
  return seen
}

describe('splitter', () => {
  it('splits plain, CRLF and unterminated last lines; blank lines are no records', () => {
    expect(split('a,b\r\n1,2\n\n3,4')).toEqual(['1:a,b', '2:1,2', '4:3,4'])
  })
  it('keeps delimiters, newlines and doubled quotes inside quotes', () => {
    expect(split('1,"7) $1,000 +"\n2,"x ""y""\nz"\n3,q\n')).toEqual(['1:1,"7) $1,000 +"', '2:2,"x ""y""\nz"', '4:3,q'])
  })
  it('a quote that never closes costs one line, not the file', () => {
    expect(split('1,"open\n2,b\n3,c\n')).toEqual(['1!QUOTE_UNCLOSED:1,"open', '2:2,b', '3:3,c'])
  })
  it('text after a closing quote is a fault of that line', () => {
    expect(split('1,"a"b\n2,c\n')).toEqual(['1!QUOTE_MISPLACED:1,"a"b', '2:2,c'])
  })
  it('a quote in the middle of an unquoted field is text', () => {
    expect(split('1,5" pipe\n2,c\n')).toEqual(['1:1,5" pipe', '2:2,c'])
  })
  it('ragged rows are faults with their raw bytes', () => {
    expect(split('1,2\n1\n1,2,3\n4,5\n', plain, 2)).toEqual(['1:1,2', '2!COLUMNS_MISCOUNTED:1', '3!COLUMNS_MISCOUNTED:1,2,3', '4:4,5'])
  })
  it('a line over the limit is one fault and the next line is read', () => {
    const dialect = { ...plain, maxRecordBytes: 10 }
    expect(split(`${'x'.repeat(5000)}\n1,2\n`, dialect)).toEqual([`1!RECORD_TOO_LONG:${'x'.repeat(10)}`, '2:1,2'])
  })
  it('a pipe inside a GB18030 character is text', () => {
    // 0x8F 0x7C is one character whose second byte is the pipe.
    const bytes = Uint8Array.from([0x31, 0x7c, 0x8f, 0x7c, 0x7c, 0x32, 10])
    const counted: number[] = []
    const splitter = createSplitter({ ...plain, delimiter: '|', wide: true }, { record: (_b, _l, fields) => void counted.push(fields), fault: () => undefined })
    splitter.push(bytes)
    splitter.end()
    expect(counted).toEqual([3])
  })
  it('any chunking gives the same records as one chunk', () => {
    const cell = fc.constantFrom('a', '"b"', '"c,d"', '"e""f"', '"g\nh"', '', '5', '"bad')
    const file = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }).map((row) => row.join(',')), { maxLength: 12 }).map((rows) => rows.join('\n'))
    fc.assert(fc.property(file, fc.integer({ min: 1, max: 9 }), (text, chunk) => {
      expect(split(text, plain, 0, chunk)).toEqual(split(text, plain, 0, 100_000))
    }), { numRuns: 500 })
  })
})

describe('parseRecord and sniffDialect', () => {
  it('unquotes', () => {
    expect(parseRecord('1;"a;""b""";', ';', true)).toEqual(['1', 'a;"b"', ''])
  })
  it('finds delimiter and header', () => {
    expect(sniffDialect(['"id";"name"', '1;"x"', '2;"y"'])).toEqual({ delimiter: ';', quotes: true, header: true })
    expect(sniffDialect(['1,2', '3,4'])).toMatchObject({ delimiter: ',', header: false })
  })
})
