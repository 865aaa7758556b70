import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { AppError, fail } from '#kernel/error'
import { resolveTarget, type Target } from '#platform/http'

export interface OutgoingRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Hosts of the administrator's list. */
  readonly hosts: readonly string[]
  /** Where a mistake about the address is located. */
  readonly path: string
  /** Sent by POST; without one it is a GET. */
  readonly body?: Buffer | undefined
}

/**
 * One request to a listed host, connected to the very address that was checked. A redirect is an answer like any other.
 * @throws AppError CONNECTOR_HOST_NOT_LISTED, CONNECTOR_UNREACHABLE, CANCELLED
 */
export async function requestTo(request: OutgoingRequest): Promise<IncomingMessage> {
  const target = (await resolveTarget(request.url, request.hosts)) ?? fail('CONNECTOR_HOST_NOT_LISTED', { host: new URL(request.url).host }, request.path)
  try {
    return await send(target, request)
  } catch (error) {
    if (request.signal.aborted) throw new AppError('CANCELLED')
    throw new AppError('CONNECTOR_UNREACHABLE', { host: target.url.host, reason: reasonOf(error) }, request.path, { cause: error })
  }
}

/** The short reason of a network fault, without addresses or names of ours. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}

function send(target: Target, { headers, timeoutMs, signal, body }: OutgoingRequest): Promise<IncomingMessage> {
  const { url, address, family } = target
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const sent = start(
      url,
      { method: body === undefined ? 'GET' : 'POST', headers: body === undefined ? headers : { ...headers, 'content-length': String(body.length) }, timeout: timeoutMs, signal, agent: false, lookup: (_name, options, done) => (options.all === true ? done(null, [{ address, family }]) : done(null, address, family)) },
      resolve,
    )
    sent.on('timeout', () => sent.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The whole body, at most `limit` bytes. @throws AppError CONNECTOR_TOO_LARGE, CONNECTOR_UNREACHABLE */
export async function bodyOf(answer: IncomingMessage, limit: number, host: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of answer) {
      const part = chunk as Buffer
      length += part.length
      if (length > limit) throw new AppError('CONNECTOR_TOO_LARGE', { limit: `${limit} bytes` })
      chunks.push(part)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('CONNECTOR_UNREACHABLE', { host, reason: reasonOf(error) }, undefined, { cause: error })
  } finally {
    answer.destroy()
  }
  return Buffer.concat(chunks)
}
