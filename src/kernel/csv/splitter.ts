/** How a delimited file is written. */
export interface Dialect {
  /** One byte. */
  readonly delimiter: string
  /** Whether double quotes may enclose fields (and double inside them). */
  readonly quotes: boolean
  /** Lead bytes of 0x81 and above take the next byte with them (GB18030), so a delimiter byte inside is text. */
  readonly wide: boolean
  /** Longest record, bytes; a longer one is a fault. */
  readonly maxRecordBytes: number
}

export type SplitFault = 'RECORD_TOO_LONG' | 'QUOTE_UNCLOSED' | 'QUOTE_MISPLACED' | 'COLUMNS_MISCOUNTED'

/** Receives each record in file order. Bytes are a view, valid during the call only. */
export interface RecordSink {
  /** A record with the expected number of fields. `line` is its first physical line, from 1. */
  record(bytes: Uint8Array, line: number, fields: number): void
  /** A record that cannot be taken, raw; `bytes` may be cut at maxRecordBytes. */
  fault(code: SplitFault, bytes: Uint8Array, line: number, fields: number): void
}

export interface Splitter {
  push(chunk: Uint8Array): void
  /** Ends the input: what is left is the last record. */
  end(): void
  /** Fields a record must have; set it from the header. 0 = any. */
  setFields(count: number): void
}

const NEWLINE = 10
const RETURN = 13
const QUOTE = 34
const WIDE_LEAD = 0x81
const MAX_LINES_IN_RECORD = 1000

interface State {
  readonly dialect: Dialect
  readonly delimiter: number
  readonly sink: RecordSink
  fields: number
  rest: Uint8Array
  line: number
  /** Where the next quote of the bytes at hand is, once looked for. */
  quoteAt: number
  /** Skipping the tail of a record that was too long. */
  skipping: boolean
}

/**
 * Splits delimited bytes into records without decoding them, in bounded memory. After a quote that never closes or is
 * followed by text, the line it opened on is a fault and splitting starts again on the next physical line, so one bad
 * quote never swallows the rest of the file.
 */
export function createSplitter(dialect: Dialect, sink: RecordSink): Splitter {
  const state: State = {
    dialect,
    delimiter: dialect.delimiter.charCodeAt(0),
    sink,
    fields: 0,
    rest: new Uint8Array(0),
    line: 1,
    quoteAt: -1,
    skipping: false,
  }
  return {
    push: (chunk) => take(state, joined(state.rest, chunk), false),
    end: () => take(state, state.rest, true),
    setFields(count) {
      state.fields = count
    },
  }
}

function joined(rest: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (rest.length === 0) return chunk
  const both = new Uint8Array(rest.length + chunk.length)
  both.set(rest)
  both.set(chunk, rest.length)
  return both
}

function take(state: State, data: Uint8Array, last: boolean): void {
  state.quoteAt = -1
  let at = 0
  while (at < data.length) {
    const next = state.skipping ? skipLine(state, data, at) : takeRecord(state, data, at, last)
    if (next < 0) break
    at = next
  }
  state.rest = at < data.length ? data.slice(at) : new Uint8Array(0)
  if (last) state.rest = new Uint8Array(0)
}

function skipLine(state: State, data: Uint8Array, from: number): number {
  const end = data.indexOf(NEWLINE, from)
  if (end < 0) return data.length
  state.skipping = false
  state.line += 1
  return end + 1
}

/** Takes the record that starts at `from`; returns where the next one starts, or -1 when more bytes are needed. */
function takeRecord(state: State, data: Uint8Array, from: number, last: boolean): number {
  const lineEnd = data.indexOf(NEWLINE, from)
  const end = lineEnd < 0 ? data.length : lineEnd
  if (state.dialect.quotes && nextQuote(state, data, from) < end) return takeQuoted(state, data, from, last)
  if (lineEnd < 0 && !last) return end - from > state.dialect.maxRecordBytes ? tooLong(state, data, from) : -1
  if (end - from > state.dialect.maxRecordBytes) return tooLong(state, data, from)
  emit(state, data.subarray(from, trimmed(data, from, end)), countPlain(state, data, from, end))
  state.line += 1
  return end + 1
}

/** Where the next quote is from `from` on; the length when there is none. Looked for once, not for every record. */
function nextQuote(state: State, data: Uint8Array, from: number): number {
  if (state.quoteAt < from) {
    const found = data.indexOf(QUOTE, from)
    state.quoteAt = found < 0 ? data.length : found
  }
  return state.quoteAt
}

function trimmed(data: Uint8Array, from: number, end: number): number {
  return end > from && data[end - 1] === RETURN ? end - 1 : end
}

function countPlain(state: State, data: Uint8Array, from: number, end: number): number {
  const { delimiter } = state
  let fields = 1
  if (!state.dialect.wide) {
    for (let at = from; at < end; at += 1) if (data[at] === delimiter) fields += 1
    return fields
  }
  for (let at = from; at < end; at += 1) {
    const byte = data[at] ?? 0
    if (byte === delimiter) fields += 1
    else if (byte >= WIDE_LEAD) at += 1
  }
  return fields
}

function emit(state: State, bytes: Uint8Array, fields: number): void {
  if (bytes.length === 0) return
  const good = state.fields === 0 || fields === state.fields
  if (good) state.sink.record(bytes, state.line, fields)
  else state.sink.fault('COLUMNS_MISCOUNTED', bytes, state.line, fields)
}

/** Hands over what there is of a record longer than the limit, then skips to its line's end. */
function tooLong(state: State, data: Uint8Array, from: number): number {
  state.sink.fault('RECORD_TOO_LONG', data.subarray(from, from + state.dialect.maxRecordBytes), state.line, 0)
  state.skipping = true
  return skipLine(state, data, from)
}

interface Quoted {
  readonly kind: 'record' | 'more' | SplitFault
  readonly end: number
  readonly fields: number
  readonly lines: number
}

function takeQuoted(state: State, data: Uint8Array, from: number, last: boolean): number {
  const found = scanQuoted(state, data, from, last)
  if (found.kind === 'more') return -1
  if (found.kind === 'record') {
    emit(state, data.subarray(from, trimmed(data, from, found.end)), found.fields)
    state.line += found.lines
    return found.end + 1
  }
  const lineEnd = data.indexOf(NEWLINE, from)
  const end = lineEnd < 0 ? data.length : lineEnd
  if (end - from > state.dialect.maxRecordBytes) return tooLong(state, data, from)
  if (lineEnd < 0 && !last) return -1
  state.sink.fault(found.kind, data.subarray(from, trimmed(data, from, end)), state.line, 0)
  state.line += 1
  return end + 1
}

function scanQuoted(state: State, data: Uint8Array, from: number, last: boolean): Quoted {
  const limit = Math.min(data.length, from + state.dialect.maxRecordBytes)
  let at = from
  let fields = 1
  let lines = 1
  let atFieldStart = true
  while (at < limit) {
    const byte = data[at] ?? 0
    if (byte === QUOTE && atFieldStart) {
      const closed = closeQuote(state, data, at + 1, limit, last)
      lines += closed.lines
      if (closed.at < 0) return ended(closed.at === MISPLACED ? 'QUOTE_MISPLACED' : 'QUOTE_UNCLOSED', state, limit, data, from, last)
      if (lines > MAX_LINES_IN_RECORD) return { kind: 'QUOTE_UNCLOSED', end: at, fields, lines }
      at = closed.at
      atFieldStart = false
      continue
    }
    if (byte === NEWLINE) return { kind: 'record', end: at, fields, lines }
    atFieldStart = byte === state.delimiter
    if (atFieldStart) fields += 1
    at += width(state, byte)
  }
  if (last && limit === data.length) return { kind: 'record', end: data.length, fields, lines }
  return ended('RECORD_TOO_LONG', state, limit, data, from, last)
}

/** Bytes of the character this byte leads. */
function width(state: State, lead: number): 1 | 2 {
  return state.dialect.wide && lead >= WIDE_LEAD ? 2 : 1
}

/** A record that did not end: more bytes may come, unless the limit or the file's end is reached. */
function ended(kind: SplitFault, state: State, limit: number, data: Uint8Array, from: number, last: boolean): Quoted {
  const full = limit - from >= state.dialect.maxRecordBytes
  if (kind === 'QUOTE_MISPLACED') return { kind, end: from, fields: 0, lines: 1 }
  if (!last && !full) return { kind: 'more', end: from, fields: 0, lines: 1 }
  return { kind: last && limit === data.length ? 'QUOTE_UNCLOSED' : kind, end: from, fields: 0, lines: 1 }
}

const UNCLOSED = -1
const MISPLACED = -2

interface Closed {
  readonly at: number
  readonly lines: number
}

/** Finds the quote that closes a field; `at` is the byte after it, or UNCLOSED / MISPLACED. */
function closeQuote(state: State, data: Uint8Array, from: number, limit: number, last: boolean): Closed {
  let lines = 0
  let at = from
  for (;;) {
    const quote = data.indexOf(QUOTE, at)
    if (quote < 0 || quote >= limit) return { at: UNCLOSED, lines }
    lines += countLines(data, at, quote)
    const after = data[quote + 1]
    if (after === QUOTE) {
      at = quote + 2
      continue
    }
    const ends = after === undefined || after === state.delimiter || after === NEWLINE || after === RETURN
    if (!ends) return { at: MISPLACED, lines }
    // The chunk may end between the two quotes of a doubled one: wait for the next byte.
    if (after === undefined && !last) return { at: UNCLOSED, lines }
    return { at: quote + 1, lines }
  }
}

function countLines(data: Uint8Array, from: number, to: number): number {
  let lines = 0
  for (let at = data.indexOf(NEWLINE, from); at >= 0 && at < to; at = data.indexOf(NEWLINE, at + 1)) lines += 1
  return lines
}
