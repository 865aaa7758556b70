import type { ErrorCode } from '#kernel/error'

export type Props = Readonly<Record<string, unknown>>

/** What every record says about who, when and by what. Times are milliseconds of the sender's clock. */
interface Said {
  /** Message id: the same event sent again has the same. */
  readonly id: string
  readonly userId: string
  readonly deviceId: string
  /** The device id may be a customer number: the sender does not say which. */
  readonly guess: boolean
  readonly clientTime: number | null
  readonly sentTime: number | null
  readonly lib: string
  readonly libVersion: string
}

export interface EventRecord extends Said {
  readonly kind: 'event'
  readonly name: string
  readonly sessionId: string
  readonly page: string
  readonly element: string
  readonly productId: string
  readonly appVersion: string
  readonly os: string
  readonly mode: string
  readonly x: number | null
  readonly y: number | null
  readonly props: Props
  /** The event itself says that device and user belong together. */
  readonly links: boolean
}

export const profileOps = ['set', 'set_once', 'increment', 'append', 'unset', 'delete'] as const
export type ProfileOp = (typeof profileOps)[number]

export interface ProfileRecord extends Said {
  readonly kind: 'profile'
  readonly op: ProfileOp
  readonly traits: Props
  readonly links: boolean
}

export interface ItemRecord extends Said {
  readonly kind: 'item'
  readonly op: 'set' | 'delete'
  readonly itemType: string
  readonly itemId: string
  readonly props: Props
}

/** Device and user are one from now on, without traits. */
export interface LinkRecord extends Said {
  readonly kind: 'link'
}

/** What a record is called where people look at it: its event, or what it does to traits or an item. */
export function nameOfRecord(record: IntakeRecord): string {
  switch (record.kind) {
    case 'event':
      return record.name
    case 'profile':
    case 'item':
      return `${record.kind}_${record.op}`
    case 'link':
      return record.kind
  }
}

/** What cannot be taken, with its reason; `params` fill the sentence. */
export interface Fault {
  readonly kind: 'fault'
  readonly code: ErrorCode
  readonly params: Readonly<Record<string, string | number>>
}

export type IntakeRecord = EventRecord | ProfileRecord | ItemRecord | LinkRecord
export type Protocol = 'segment' | 'sensors' | 'plain'

export function fault(code: ErrorCode, params: Fault['params'] = {}): Fault {
  return { kind: 'fault', code, params }
}

/** A JSON object, or null. */
export function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
}

/** Text of an id or label: texts and numbers; else ''. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : ''
}

/** The first that has text. */
export function firstText(...values: readonly unknown[]): string {
  for (const value of values) {
    const text = textOf(value)
    if (text !== '') return text
  }
  return ''
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Milliseconds of ISO text, a number of milliseconds or of seconds; null when absent, NaN when it is neither. */
export function timeOfValue(value: unknown): number | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'number') return value < 1e11 ? value * 1000 : value
  return typeof value === 'string' ? Date.parse(value) : Number.NaN
}
