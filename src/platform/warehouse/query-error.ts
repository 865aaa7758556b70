import { AppError, type ErrorCode, type Params } from '#kernel/error'

/** A statement the engine refused. Carries the SQL for logs and tests; the HTTP answer never shows it. */
export class QueryError extends AppError {
  constructor(
    code: ErrorCode,
    params: Params,
    readonly engineMessage: string,
    readonly statement: string,
  ) {
    super(code, params)
    this.message = `${this.message}\n${engineMessage}\n${statement}`
  }
}

const CANCELLED = new Set([394, 735])
const TIMEOUT = new Set([159, 160])
const MEMORY = new Set([241, 173])

/** Turns an engine exception into a QueryError with a stable code. */
export function toQueryError(error: unknown, statement: string, maxSeconds: number): QueryError {
  const message = error instanceof Error ? error.message : String(error)
  const engineCode = engineCodeOf(error, message)
  if (CANCELLED.has(engineCode)) return new QueryError('CANCELLED', {}, message, statement)
  if (TIMEOUT.has(engineCode)) return new QueryError('WAREHOUSE_TIMEOUT', { seconds: maxSeconds }, message, statement)
  if (MEMORY.has(engineCode)) return new QueryError('WAREHOUSE_MEMORY', {}, message, statement)
  return new QueryError('WAREHOUSE_QUERY_FAILED', { engineCode }, message, statement)
}

function engineCodeOf(error: unknown, message: string): number {
  if (typeof error === 'object' && error !== null) {
    if ('clickhouseCode' in error && typeof error.clickhouseCode === 'number') return error.clickhouseCode
    if ('code' in error && /^\d+$/.test(String(error.code))) return Number(error.code)
  }
  return Number(/Code: (\d+)/.exec(message)?.[1] ?? 0)
}
