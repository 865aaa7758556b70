import type { Context } from '#platform/context'
import type { Content, Strategy, StoredList } from '#strategy'
import type { ContactChannel } from '../contract.js'

/** One contact to hand over. */
export interface Delivery {
  readonly custId: string
  readonly orgPath: string
  readonly rm: string
  readonly arm: string
  /** The same for every attempt of the same contact. */
  readonly key: string
  readonly content: Content | null
}

export interface DeliveryResult {
  readonly custId: string
  readonly sent: boolean
  /** Why not; a stable word. */
  readonly reason?: string
}

/** What an adapter works with. */
export interface DeliveryPlace {
  readonly context: Context
  readonly list: StoredList
  readonly strategy: Strategy
  readonly signal: AbortSignal
}

/** One way to reach customers. Every adapter passes the same conformance suite. */
export interface ChannelAdapter {
  readonly channel: ContactChannel
  /** Contacts handed over at once. */
  readonly batch: number
  /** After a crash in the middle of a hand-over: `again` is safe, `once` must never be repeated. */
  readonly afterCrash: 'again' | 'once'
  /** Why it cannot work now; null when it can. */
  notReady(context: Context, strategy: Strategy): string | null
  /** Hands contacts over, one result each. Never throws for one contact's sake. */
  deliver(place: DeliveryPlace, deliveries: readonly Delivery[]): Promise<DeliveryResult[]>
  /** After the last contact; returns the name of the file it made, if any. Repeating it changes nothing. */
  finish?(place: DeliveryPlace): Promise<string>
}
