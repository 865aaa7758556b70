import { decodeCursor, encodeCursor } from '#kernel/id'

/** Rows before a page; 0 for the first. */
export function offsetOf(cursor: string | undefined): number {
  const [offset] = cursor === undefined ? [] : decodeCursor(cursor)
  const rows = Number(offset ?? 0)
  return Number.isSafeInteger(rows) && rows > 0 ? rows : 0
}

/** The cursor of the page after one; null at the end. */
export function cursorAfter(offset: number, shown: number, total: number): string | null {
  return shown > 0 && offset + shown < total ? encodeCursor([offset + shown]) : null
}
