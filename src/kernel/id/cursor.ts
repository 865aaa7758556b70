import { fail } from '#kernel/error'

export type CursorValue = string | number | boolean | null

/** Position after the last row of a page: the sort values of that row. */
export type Cursor = readonly CursorValue[]

const MAX_LENGTH = 2048

/** The opaque text of a cursor: base64url of its JSON. */
export function encodeCursor(cursor: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify(cursor))
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/**
 * Reads a cursor made by `encodeCursor`.
 * @throws CURSOR_INVALID on any other text.
 */
export function decodeCursor(text: string): Cursor {
  const values = /^[A-Za-z0-9_-]+$/.test(text) && text.length <= MAX_LENGTH ? parsed(text) : undefined
  return isCursor(values) ? values : fail('CURSOR_INVALID', {}, 'cursor')
}

function parsed(text: string): unknown {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch {
    return undefined
  }
}

function isCursor(value: unknown): value is Cursor {
  const allowed = ['string', 'number', 'boolean']
  return Array.isArray(value) && value.every((item) => item === null || allowed.includes(typeof item))
}
