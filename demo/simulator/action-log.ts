import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CampaignKindName } from '../behaviour/campaign-kind.js'
import type { ChannelName } from './response.js'

export interface SendAction {
  readonly type: 'send'
  /** The product's idempotency key: the same send again is the same action. */
  readonly key: string
  readonly list: string
  readonly strategy: string
  readonly custId: string
  readonly arm: string
  readonly channel: ChannelName
  readonly kind: CampaignKindName
  readonly on: string
}

export interface AdvanceAction {
  readonly type: 'advance'
  readonly to: string
}

export type Action = SendAction | AdvanceAction

/** What was done to the simulator, in order, on disk: with the seed it is the whole state. */
export interface ActionLog {
  readonly actions: readonly Action[]
  /** Keeps actions; they are on disk when it returns. */
  add(actions: readonly Action[]): Promise<void>
}

/** Opens the log of a folder; a last line cut off by a crash was never answered and is left out. */
export async function openActionLog(folder: string): Promise<ActionLog> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'actions.jsonl')
  const text = await readFile(path, 'utf8').catch(() => '')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const actions = whole.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Action)
  if (whole.length < text.length) await appendFile(path, '\n')
  let last: Promise<unknown> = Promise.resolve()
  return {
    actions,
    add(more) {
      const next = last.then(async () => {
        await appendFile(path, more.map((action) => `${JSON.stringify(action)}\n`).join(''))
        actions.push(...more)
      })
      last = next.catch(() => undefined)
      return next
    },
  }
}
