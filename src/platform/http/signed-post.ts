import { createHmac } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Secrets } from '#platform/secrets'
import type { Target } from './safe-target.js'

const TIMEOUT_MS = 10_000

/** The secret shared with the receivers of a host. */
export function webhookSecret(secrets: Secrets, host: string): string {
  return secrets.hash('webhook', host)
}

export interface SignedPost {
  readonly body: string
  /** The same for every attempt of one delivery. */
  readonly idempotencyKey: string
  readonly secret: string
  readonly now: Date
}

/**
 * Status of one POST of JSON to a checked address. `x-qunce-signature: t=<seconds>,v1=<hex>` is HMAC-SHA-256 of
 * `<seconds>.<body>`. A redirect is an answer like any other: it is never followed.
 */
export function signedPost(target: Target, { body, idempotencyKey, secret, now }: SignedPost): Promise<number> {
  const seconds = Math.floor(now.getTime() / 1000)
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return post(target, body, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'idempotency-key': idempotencyKey,
    'x-qunce-signature': `t=${seconds},v1=${signature}`,
  })
}

function post(target: Target, body: string, head: Record<string, string>): Promise<number> {
  const { url, address, family } = target
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const sent = send(
      url,
      {
        method: 'POST',
        headers: head,
        timeout: TIMEOUT_MS,
        lookup: (_name, options, done) => (options.all === true ? done(null, [{ address, family }]) : done(null, address, family)),
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
        answer.on('error', reject)
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('timeout')))
    sent.on('error', reject)
    sent.end(body)
  })
}
