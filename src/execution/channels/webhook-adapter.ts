import { createHmac } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { isListed, resolveTarget, type Target } from '#platform/http'
import type { Secrets } from '#platform/secrets'
import type { ChannelAdapter, Delivery, DeliveryPlace, DeliveryResult } from './adapter.js'

const ATTEMPTS = 4
const TIMEOUT_MS = 10_000
const AT_ONCE = 8

/** The secret shared with the receivers of a host. */
export function webhookSecret(secrets: Secrets, host: string): string {
  return secrets.hash('webhook', host)
}

/**
 * JSON to an allow-listed host, one POST a contact. `x-qunce-signature: t=<seconds>,v1=<hex>` is HMAC-SHA-256 of
 * `<seconds>.<body>` with the host's secret; `idempotency-key` is the same for every attempt.
 */
export function createWebhookAdapter(backoffMs = 500): ChannelAdapter {
  return {
    channel: 'WEBHOOK',
    batch: 64,
    afterCrash: 'again',
    notReady({ settings }, { webhookUrl }) {
      if (webhookUrl === undefined) return 'webhookUrl'
      return isListed(new URL(webhookUrl), settings.webhookHosts) ? null : 'QUNCE_WEBHOOK_HOSTS'
    },
    async deliver(place, deliveries) {
      const target = await resolveTarget(place.strategy.webhookUrl ?? '', place.context.settings.webhookHosts)
      if (target === null) return deliveries.map(({ custId }) => ({ custId, sent: false, reason: 'WEBHOOK_REFUSED' }))
      const results: DeliveryResult[] = []
      for (let at = 0; at < deliveries.length; at += AT_ONCE) {
        const part = deliveries.slice(at, at + AT_ONCE)
        results.push(...(await Promise.all(part.map((delivery) => sendOne(place, target, delivery, backoffMs)))))
      }
      return results
    },
  }
}

async function sendOne(place: DeliveryPlace, target: Target, delivery: Delivery, backoffMs: number): Promise<DeliveryResult> {
  const { custId } = delivery
  const body = JSON.stringify({ list: place.list.id, strategy: place.list.strategy, custId, arm: delivery.arm, rm: delivery.rm, content: delivery.content })
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await wait(backoffMs * 2 ** (attempt - 1), undefined, { signal: place.signal })
    const status = await post(target, body, headers(place, target, delivery, body)).catch(() => 0)
    if (status >= 200 && status < 300) return { custId, sent: true }
    const mayPass = status === 0 || status === 429 || status >= 500
    if (!mayPass) return { custId, sent: false, reason: `WEBHOOK_${status}` }
  }
  return { custId, sent: false, reason: 'WEBHOOK_UNREACHABLE' }
}

function headers(place: DeliveryPlace, target: Target, delivery: Delivery, body: string): Record<string, string> {
  const seconds = Math.floor(place.context.clock.now().getTime() / 1000)
  const key = webhookSecret(place.context.secrets, target.url.host)
  const signature = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'idempotency-key': delivery.key,
    'x-qunce-signature': `t=${seconds},v1=${signature}`,
  }
}

/** Status of one POST to the checked address. A redirect is an answer like any other: it is never followed. */
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
