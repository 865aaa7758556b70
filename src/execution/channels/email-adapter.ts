import { createTransport, type Transporter } from 'nodemailer'
import { readSealed } from '#ingest'
import { fillContent } from '../domain/fill-content.js'
import type { ChannelAdapter, Delivery, DeliveryPlace, DeliveryResult } from './adapter.js'

interface Recipient {
  readonly email: string
  readonly name: string
}

/** E-mail through the bank's SMTP server; the address is opened for the moment of sending and never stored in clear. */
export const emailAdapter: ChannelAdapter = {
  channel: 'EMAIL',
  batch: 10,
  afterCrash: 'once',
  notReady({ settings }) {
    if (settings.smtpUrl === null) return 'QUNCE_SMTP_URL'
    return settings.smtpFrom === null ? 'QUNCE_SMTP_FROM' : null
  },
  async deliver(place, deliveries) {
    const recipients = await readSealed(place.context, deliveries.map(({ custId }) => custId), ['email', 'name'])
    const transport = createTransport(place.context.settings.smtpUrl ?? '')
    try {
      const results: DeliveryResult[] = []
      for (const delivery of deliveries) results.push(await sendOne(place, transport, delivery, recipients.get(delivery.custId)))
      return results
    } finally {
      transport.close()
    }
  },
}

async function sendOne(place: DeliveryPlace, transport: Transporter, delivery: Delivery, to: Recipient | undefined): Promise<DeliveryResult> {
  const { custId, content } = delivery
  if (to === undefined || !isAddress(to.email)) return { custId, sent: false, reason: 'NO_ADDRESS' }
  if (content === null) return { custId, sent: false, reason: 'NO_CONTENT' }
  const values = { name: to.name, arm: delivery.arm, rm: delivery.rm }
  const id = place.context.secrets.hash('message', delivery.key).slice(0, 32)
  try {
    await transport.sendMail({
      from: place.context.settings.smtpFrom ?? '',
      to: { name: '', address: to.email },
      subject: fillContent(content.subject ?? '', values),
      text: fillContent(content.body, values),
      messageId: `<${id}@qunce.invalid>`,
    })
    return { custId, sent: true }
  } catch {
    return { custId, sent: false, reason: 'SMTP_FAILED' }
  }
}

/** One plain address: no list, no line break. */
function isAddress(text: string): boolean {
  return /^[^\s@,;:<>"]+@[^\s@,;:<>"]+$/.test(text)
}
