import { addDays, isBankDay } from '#kernel/calendar'

/** The server takes at most ten years at once. */
const MOST_DAYS = 3660
const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** Days of a range and how many are bank days; null while the range is not one. */
export function countDays(from: string, to: string): { readonly days: number; readonly bankDays: number } | null {
  if (!isDate(from) || !isDate(to) || from > to || addDays(from, MOST_DAYS) <= to) return null
  let days = 0
  let bankDays = 0
  for (let date = from; date <= to; date = addDays(date, 1)) {
    days += 1
    if (isBankDay(date)) bankDays += 1
  }
  return { days, bankDays }
}
