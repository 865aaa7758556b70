import type { ContactChannel } from '../contract.js'
import type { ChannelAdapter } from './adapter.js'
import { emailAdapter } from './email-adapter.js'
import { fileAdapter } from './file-adapter.js'
import { taskAdapter } from './task-adapter.js'
import { createWebhookAdapter } from './webhook-adapter.js'

/** Every channel of the product. */
export const channelAdapters: Readonly<Record<ContactChannel, ChannelAdapter>> = {
  FILE: fileAdapter,
  WEBHOOK: createWebhookAdapter(),
  EMAIL: emailAdapter,
  TASK: taskAdapter,
}
