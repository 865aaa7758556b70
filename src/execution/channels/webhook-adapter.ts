import { setTimeout as wait } from 'node:timers/promises'
import { isListed, resolveTarget, signedPost, webhookSecret, type Target } from '#platform/http'
import type { ChannelAdapter, Delivery, DeliveryPlace, DeliveryResult } from './adapter.js'

const ATTEMPTS = 4
const AT_ONCE = 8

/**
 * JSON to an allow-listed host, one signed POST a contact, with the host's secret; `idempotency-key` is the same for every
 * attempt.
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
    const status = await signedPost(target, { body, idempotencyKey: delivery.key, secret: webhookSecret(place.context.secrets, target.url.host), now: place.context.clock.now() }).catch(() => 0)
    if (status >= 200 && status < 300) return { custId, sent: true }
    const mayPass = status === 0 || status === 429 || status >= 500
    if (!mayPass) return { custId, sent: false, reason: `WEBHOOK_${status}` }
  }
  return { custId, sent: false, reason: 'WEBHOOK_UNREACHABLE' }
}
