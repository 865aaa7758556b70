import { setTimeout as wait } from 'node:timers/promises'
import { AppError, fail } from '#kernel/error'
import type { Matrix } from '#kernel/learn'
import type { Context } from '#platform/context'
import { authorization, bodyOf, openConnectorSecret, requestTo } from '#ingest'
import { endpointAnswerSchema, type EndpointAnswer, type EndpointPlug } from '../../contract-plug.js'

const LARGEST_ANSWER = 32 * 1024 ** 2
/** Before the second try; each later wait is twice as long. */
const FIRST_WAIT_MS = 250

type Answered = EndpointAnswer['results'][number]

/**
 * What a bank's scoring service answers for rows of features, batch by batch; `onRows` hears of the rows answered so far.
 * No customer number leaves the product.
 * @throws AppError MODEL_ENDPOINT_HOST, MODEL_ENDPOINT, MODEL_ENDPOINT_ANSWER, CONNECTOR_SECRET_MISSING, CONNECTOR_SECRET_HOST
 */
export async function askEndpoint(context: Context, plug: EndpointPlug, matrix: Matrix, signal?: AbortSignal, onRows?: (done: number) => void): Promise<Answered[]> {
  const found: Answered[] = []
  const headers = await headersOf(context, plug)
  for (let from = 0; from < matrix.rows; from += plug.batch) {
    const rows = rowsOf(matrix, from, Math.min(matrix.rows, from + plug.batch))
    const body = Buffer.from(JSON.stringify({ rows }))
    for (const each of await askPatiently({ context, plug, headers, body, count: rows.length, signal })) found.push(each)
    onRows?.(found.length)
  }
  return found
}

async function headersOf(context: Context, { url, secretRef }: EndpointPlug): Promise<Record<string, string>> {
  const plain = { accept: 'application/json', 'content-type': 'application/json' }
  if (secretRef === undefined) return plain
  const secret = await openConnectorSecret(context, secretRef, ['token', 'password'], new URL(url))
  return { ...plain, ...authorization(secret) }
}

type Cell = string | number | null

function rowsOf(matrix: Matrix, from: number, to: number): Record<string, Cell>[] {
  return Array.from({ length: to - from }, (_, at) => Object.fromEntries(matrix.columns.map((column): [string, Cell] => [column.name, cellOf(column, from + at)])))
}

function cellOf(column: Matrix['columns'][number], row: number): Cell {
  if (column.kind === 'category') return column.levels[column.codes[row] ?? -1] ?? null
  const value = column.values[row] ?? Number.NaN
  return Number.isNaN(value) ? null : value
}

interface Asking {
  readonly context: Context
  readonly plug: EndpointPlug
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly count: number
  readonly signal: AbortSignal | undefined
}

/** Network faults, 429 and 5xx are tried again; an answer that is wrong is not. */
async function askPatiently(asking: Asking): Promise<Answered[]> {
  const { plug, signal } = asking
  const host = new URL(plug.url).host
  let reason = ''
  for (let tried = 0; tried <= plug.retries; tried += 1) {
    if (tried > 0) await wait(FIRST_WAIT_MS * 2 ** (tried - 1), undefined, signal === undefined ? {} : { signal }).catch(() => fail('CANCELLED'))
    const answer = await askOnce(asking, host)
    if (answer.kind === 'answer') return answer.results
    reason = answer.reason
  }
  return fail('MODEL_ENDPOINT', { host, tries: plug.retries + 1, reason })
}

type Tried = { readonly kind: 'answer'; readonly results: Answered[] } | { readonly kind: 'again'; readonly reason: string }

async function askOnce({ context, plug, headers, body, count, signal }: Asking, host: string): Promise<Tried> {
  const timeoutMs = plug.timeoutSeconds * 1000
  const late = AbortSignal.timeout(timeoutMs)
  const both = signal === undefined ? late : AbortSignal.any([signal, late])
  try {
    const answer = await requestTo({ url: plug.url, headers, body, timeoutMs, signal: both, hosts: context.settings.modelHosts, path: 'algorithm.url' })
    const status = answer.statusCode ?? 0
    const text = await bodyOf(answer, LARGEST_ANSWER, host)
    if (status === 429 || status >= 500) return { kind: 'again', reason: `HTTP ${status}` }
    if (status !== 200) return fail('MODEL_ENDPOINT_ANSWER', { host, reason: `HTTP ${status}` })
    return { kind: 'answer', results: parsed(text, count, host) }
  } catch (error) {
    return whyAgain(error, host, { late, signal, timeoutMs })
  }
}

function whyAgain(error: unknown, host: string, { late, signal, timeoutMs }: { late: AbortSignal; signal: AbortSignal | undefined; timeoutMs: number }): Tried {
  if (signal?.aborted === true) throw new AppError('CANCELLED')
  if (late.aborted) return { kind: 'again', reason: `no answer within ${timeoutMs / 1000} s` }
  if (!(error instanceof AppError)) throw error
  if (error.code === 'CONNECTOR_HOST_NOT_LISTED') return fail('MODEL_ENDPOINT_HOST', { host }, 'algorithm.url')
  if (error.code === 'CONNECTOR_TOO_LARGE') return fail('MODEL_ENDPOINT_ANSWER', { host, reason: 'too large' })
  if (error.code === 'CONNECTOR_UNREACHABLE') return { kind: 'again', reason: String(error.params['reason'] ?? error.code) }
  throw error
}

function parsed(text: Buffer, count: number, host: string): Answered[] {
  const wrong = (reason: string): never => fail('MODEL_ENDPOINT_ANSWER', { host, reason })
  const read = endpointAnswerSchema.safeParse(jsonOf(text, wrong))
  if (!read.success) {
    const [issue] = read.error.issues
    return wrong(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'another shape'}`.slice(0, 200))
  }
  const { results } = read.data
  return results.length === count ? results : wrong(`${results.length} results for ${count} rows`)
}

function jsonOf(text: Buffer, wrong: (reason: string) => never): unknown {
  try {
    return JSON.parse(text.toString('utf8')) as unknown
  } catch {
    return wrong('not JSON')
  }
}
