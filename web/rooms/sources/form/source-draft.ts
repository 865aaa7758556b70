import { defined } from '../../../ui/form/defined.js'
import type { Connector, Source } from '#ingest/contract'

export type ConnectorKind = Connector['kind']

/** A connector while it is filled in: any of its fields may still lack or be wrong; the server's check says which. */
export type ConnectorDraft = { readonly kind: ConnectorKind } & Readonly<Record<string, unknown>>

/** A source while it is filled in. */
export type SourceDraft = Partial<Omit<Source, 'connector'>> & { readonly connector?: ConnectorDraft }

type Without<T> = { readonly [Key in keyof T]: T[Key] | undefined }

/** Changes parts of an object; an undefined part is taken away. */
export function withPart<T extends object>(before: T, part: Without<Partial<T>>): T {
  return defined<T>({ ...before, ...part })
}

/** The body of a definition, drafts included. The server keeps only objects there; what is wrong in it is shown by its check. */
export function readDraft(body: unknown): SourceDraft {
  return typeof body === 'object' && body !== null ? (body) : {}
}

/** What a new connector of a kind starts from. */
export function freshConnector(kind: ConnectorKind): ConnectorDraft {
  switch (kind) {
    case 'folder':
      return { kind, path: '', pattern: '*.csv', order: 'date', settleSeconds: 60 }
    case 'bucket':
      return { kind, endpoint: '', bucket: '', region: 'us-east-1', prefix: '', pattern: '*.csv', order: 'date' }
    case 'database':
      return { kind, engine: 'postgresql', host: '', database: '', table: '', tls: 'verify' }
    case 'http':
      return { kind, url: '', items: '' }
    case 'upload':
      return { kind }
  }
}

/** Rows of a table come as CSV, objects of an answer as JSON lines; files say it themselves. */
export function formatFor(kind: ConnectorKind): Source['format'] {
  return kind === 'http' ? { type: 'jsonl' } : { type: 'csv' }
}

/** Whether a connection can be asked for a past date. */
export function knowsDates({ connector }: SourceDraft): boolean {
  const text = (name: string): string => {
    const value = connector?.[name]
    return typeof value === 'string' ? value : ''
  }
  switch (connector?.kind) {
    case 'folder':
    case 'bucket':
      return /\{date[:}]/.test(text('pattern'))
    case 'http':
      return text('url').includes('{date}')
    case 'database': {
      const rows = connector['rows']
      return typeof rows === 'object' && rows !== null && 'kind' in rows && rows.kind === 'date'
    }
    case 'upload':
    case undefined:
      return false
  }
}

/** Stands for the mapping until the columns are known: a source is kept with a mapping that could be, even as a draft. */
export const unmapped: Source['targets'][number] = { table: 'customer', mode: 'snapshot', columns: { cust_id: { line: true } } }
