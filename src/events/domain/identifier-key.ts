import { objectOf, type Props } from './record.js'

/** Property names that hold a direct identifier whatever the event: sealed before anything is stored. */
const DIRECT = /^[$_]?(mobile|cell|tel|phone|email|e_?mail|id_?no|id_?card|id_?number|identity_?no|passport|card_?no|card_?number|account_?no|bank_?card|real_?name|full_?name|cust_?name|customer_?name)(_?(no|number|num|hash))?$/i
/** Names whose values are masked for people, although they may be harmless. */
const PERSONAL = /mobile|phone|tel$|email|mail|id_?no|id_?card|passport|name|address|addr|card|account|birth/i
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g
const NATIONAL_ID = /(?<!\d)\d{17}[\dXx](?!\d)/g
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.]+/g
const LONG_NUMBER = /(?<!\d)\d{12,19}(?!\d)/g

const known = new Map<string, boolean>()

/** Whether a property's name says that it holds a mobile, an id, an e-mail, a card or a person's name. */
export function isIdentifierKey(key: string): boolean {
  const before = known.get(key)
  if (before !== undefined) return before
  if (known.size > 10_000) known.clear()
  const found = DIRECT.test(key)
  known.set(key, found)
  return found
}

export const SEALED = 'sealed:'

/** Sealed values in a text, without their mark. */
export function sealedIn(text: string): string[] {
  return [...text.matchAll(/sealed:([\w-]+\.[\w-]+)/g)].map((found) => found[1] ?? '')
}

/** Properties with the direct identifiers sealed; the same object when there are none. */
export function sealIdentifiers(props: Props, seal: (clear: string) => string): Props {
  let sealed: Record<string, unknown> | null = null
  for (const key in props) {
    const value = props[key]
    if (value === null || value === undefined || !isIdentifierKey(key)) continue
    sealed ??= { ...props }
    sealed[key] = `${SEALED}${seal(typeof value === 'string' ? value : JSON.stringify(value))}`
  }
  return sealed ?? props
}

/** Properties as people may see them: identifiers hidden by name, and by shape wherever they stand. */
export function maskProps(props: Props, depth = 0): Record<string, unknown> {
  const masked: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(props)) {
    masked[key] = !key.startsWith('_') && PERSONAL.test(key) && value !== null && typeof value !== 'boolean' ? '***' : maskValue(value, depth)
  }
  return masked
}

function maskValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.startsWith(SEALED) ? '***' : maskShapes(value)
  if (typeof value === 'number' && value >= 1e10) return maskNumber(value)
  if (depth >= 5) return '…'
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => maskValue(item, depth + 1))
  const object = objectOf(value)
  return object === null ? value : maskProps(object, depth + 1)
}

/** A number that reads like a mobile or a card is hidden; milliseconds of a time are not. */
function maskNumber(value: number): number | string {
  const text = String(value)
  return /^1[3-9]\d{9}$/.test(text) || text.length >= 15 ? '***' : value
}

/** Text with mobiles, national ids, e-mails and long numbers hidden. */
export function maskShapes(text: string): string {
  return text.replace(EMAIL, '***@***').replace(NATIONAL_ID, '***').replace(MOBILE, '***').replace(LONG_NUMBER, '***')
}
