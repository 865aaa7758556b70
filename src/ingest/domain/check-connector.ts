import type { Mistake } from '#kernel/error'
import type { Source } from '../contract.js'
import type { Connector } from './connector-schema.js'
import { compilePattern } from './file-pattern.js'
import { cronFault } from './next-due.js'

/** Default ports of the database engines. */
export const DEFAULT_PORTS = { postgresql: 5432, mysql: 3306 } as const

/** Mistakes of where a source comes from and when. `isAllowed`: the administrator lists the host. */
export function checkConnector(source: Source, isAllowed: (url: URL) => boolean): Mistake[] {
  const connector = source.connector ?? { kind: 'upload' }
  return [
    ...hostMistakes(connector, isAllowed),
    ...patternMistakes(connector),
    ...formatMistakes(source, connector),
    ...httpMistakes(connector),
    ...scheduleMistakes(source, connector),
    ...consentMistakes(source),
  ]
}

/** Where a connector goes, as a URL that carries host and port; null when it stays inside. */
export function targetOf(connector: Connector): { readonly url: URL; readonly path: string } | null {
  switch (connector.kind) {
    case 'upload':
    case 'folder':
      return null
    case 'bucket':
      return { url: new URL(connector.endpoint), path: 'connector.endpoint' }
    case 'database':
      return { url: new URL(`tcp://${connector.host}:${connector.port ?? DEFAULT_PORTS[connector.engine]}`), path: 'connector.host' }
    case 'http': {
      const text = connector.url.replaceAll('{date}', '2000-01-01')
      return { url: URL.canParse(text) ? new URL(text) : new URL('http://invalid/'), path: 'connector.url' }
    }
  }
}

function hostMistakes(connector: Connector, isAllowed: (url: URL) => boolean): Mistake[] {
  if (connector.kind === 'http' && !URL.canParse(connector.url.replaceAll('{date}', '2000-01-01'))) return []
  const target = targetOf(connector)
  if (target === null || isAllowed(target.url)) return []
  return [{ code: 'CONNECTOR_HOST_NOT_LISTED', path: target.path, params: { host: target.url.host } }]
}

function patternMistakes(connector: Connector): Mistake[] {
  if (connector.kind !== 'folder' && connector.kind !== 'bucket') return []
  if (compilePattern(connector.pattern) !== null) return []
  return [{ code: 'CONNECTOR_PATTERN_INVALID', path: 'connector.pattern', params: { pattern: connector.pattern } }]
}

// What we write ourselves has one format: rows of a table as CSV, objects of an answer as JSON lines.
function formatMistakes({ format }: Source, connector: Connector): Mistake[] {
  const wanted = connector.kind === 'database' ? 'csv' : connector.kind === 'http' ? 'jsonl' : null
  if (wanted === null) return []
  const mistakes: Mistake[] = format.type === wanted ? [] : [{ code: 'CONNECTOR_FORMAT', path: 'format.type', params: { kind: connector.kind, format: wanted } }]
  const fixed = { quotes: true, header: true, encoding: 'utf-8', gzip: false } as const
  for (const [name, value] of Object.entries(fixed)) {
    const given = format[name as keyof typeof fixed]
    if (given !== undefined && given !== value) mistakes.push({ code: 'CONNECTOR_FORMAT', path: `format.${name}`, params: { kind: connector.kind, format: String(value) } })
  }
  return mistakes
}

function httpMistakes(connector: Connector): Mistake[] {
  if (connector.kind !== 'http') return []
  const text = connector.url.replaceAll('{date}', '2000-01-01')
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) return [{ code: 'FIELD_INVALID', path: 'connector.url', params: { reason: 'an http or https address' } }]
  if (url.username !== '' || url.password !== '') return [{ code: 'CONNECTOR_SECRET_IN_URL', path: 'connector.url', params: {} }]
  const next = connector.paging !== undefined && connector.paging.kind !== 'page' ? connector.paging.next : '/next'
  return next.startsWith('/') ? [] : [{ code: 'FIELD_INVALID', path: 'connector.paging.next', params: { reason: 'a JSON pointer such as /next' } }]
}

function scheduleMistakes({ schedule, after, retry }: Source, connector: Connector): Mistake[] {
  const mistakes: Mistake[] = []
  const fault = schedule?.kind === 'cron' ? cronFault(schedule.cron) : null
  if (fault !== null) mistakes.push({ code: 'SCHEDULE_INVALID', path: 'schedule.cron', params: { reason: fault } })
  if (connector.kind === 'upload') {
    for (const [name, value] of Object.entries({ schedule, after, retry })) {
      if (value !== undefined) mistakes.push({ code: 'SCHEDULE_NEEDS_CONNECTOR', path: name, params: {} })
    }
  }
  return mistakes
}

// Rows of a third party carry the proof that its customers agreed.
function consentMistakes({ trust, consentProof, legalBasis }: Source): Mistake[] {
  if (trust !== 'third-party' || legalBasis !== 'consent' || consentProof !== undefined) return []
  return [{ code: 'CONSENT_PROOF_MISSING', path: 'consentProof', params: {} }]
}
