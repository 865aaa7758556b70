import { ApiError, toApiError } from './problem.js'

/** What the client needs of a zod schema. */
export interface Schema<T> {
  parse(value: unknown): T
}

export type QueryValue = string | number | boolean | null | undefined
export type Query = Readonly<Record<string, QueryValue | readonly string[]>>

export interface RequestOptions {
  readonly query?: Query | undefined
  readonly signal?: AbortSignal | undefined
  /** Makes a repeated POST start the work once. */
  readonly idempotencyKey?: string | undefined
  /** Revision of the draft a write is based on; a stale one answers 409 CONFLICT. */
  readonly revision?: number | undefined
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const line: { csrf: string | undefined; onSignedOut: (() => void) | undefined } = {
  csrf: undefined,
  onSignedOut: undefined,
}

/** The token every write carries; GET /api/v1/session gives it. */
export function keepCsrfToken(token: string | undefined): void {
  line.csrf = token
}

export const csrfToken = (): string | undefined => line.csrf

/** Called once for every 401, so that the console can go to the sign-in page. */
export function onSignedOut(listener: () => void): void {
  line.onSignedOut = listener
}

/** A 401 other than a wrong password: the session is over. */
export const isSignedOut = (error: ApiError): boolean =>
  error.status === 401 && error.code !== 'SIGN_IN_FAILED'

export function noticeSignedOut(): void {
  line.onSignedOut?.()
}

/** `/api/v1/x` with its query; empty values are left out and keys are sorted, so equal queries are equal text. */
export function urlOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const key of Object.keys(query).sort()) {
    const value = query[key]
    if (value === undefined || value === null || value === '') continue
    if (typeof value === 'object') for (const item of value) search.append(key, item)
    else search.append(key, String(value))
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

function headersOf(method: Method, body: unknown, options: RequestOptions): Headers {
  const headers = new Headers({ accept: 'application/json, application/problem+json' })
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (method !== 'GET' && line.csrf !== undefined) headers.set('x-csrf-token', line.csrf)
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey)
  if (options.revision !== undefined) headers.set('if-match', `"${options.revision}"`)
  return headers
}

async function answerOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  const text = await response.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new ApiError({ code: 'ANSWER_UNREADABLE', status: response.status }, { cause })
  }
}

function retryAfterOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError({ code: 'OFFLINE', status: 0 }, { cause })
  }
}

async function request<T>(
  method: Method,
  path: string,
  body: unknown,
  schema: Schema<T>,
  options: RequestOptions,
): Promise<T> {
  const response = await send(urlOf(path, options.query), {
    method,
    credentials: 'same-origin',
    headers: headersOf(method, body, options),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  })
  const answer = await answerOf(response).catch((error: unknown) => {
    if (response.ok) throw error
    return undefined
  })
  if (!response.ok) {
    const error = toApiError(response.status, answer, retryAfterOf(response))
    if (isSignedOut(error)) noticeSignedOut()
    throw error
  }
  try {
    return schema.parse(answer)
  } catch (cause) {
    throw new ApiError({ code: 'ANSWER_UNREADABLE', status: response.status, params: { path } }, { cause })
  }
}

/** An answer nobody reads. */
export const nothing: Schema<undefined> = { parse: () => undefined }

/** GET; parses the answer with the contract's schema. Fails ApiError. */
export const get = <T>(path: string, schema: Schema<T>, options: RequestOptions = {}): Promise<T> =>
  request('GET', path, undefined, schema, options)

/** POST; fails ApiError. */
export const post = <T>(
  path: string,
  body: unknown,
  schema: Schema<T>,
  options: RequestOptions = {},
): Promise<T> => request('POST', path, body, schema, options)

/** PUT; fails ApiError. */
export const put = <T>(
  path: string,
  body: unknown,
  schema: Schema<T>,
  options: RequestOptions = {},
): Promise<T> => request('PUT', path, body, schema, options)

/** PATCH; fails ApiError. */
export const patch = <T>(
  path: string,
  body: unknown,
  schema: Schema<T>,
  options: RequestOptions = {},
): Promise<T> => request('PATCH', path, body, schema, options)

/** DELETE; fails ApiError. */
export const del = <T>(path: string, schema: Schema<T>, options: RequestOptions = {}): Promise<T> =>
  request('DELETE', path, undefined, schema, options)
