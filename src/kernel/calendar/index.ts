export { addBankDays, bankDayOfMonth, isBankDay, isHolidayPlanKnown, nextBankDay, previousBankDay } from './bank-day.js'
export {
  addDays,
  addMonths,
  ageOn,
  anniversaryIn,
  dateOf,
  dateOfDayNumber,
  datePartsOf,
  dayNumber,
  daysBetween,
  daysInMonth,
  isLeapYear,
  isValidDate,
  monthEnd,
  monthStart,
  quarterStart,
  weekdayOf,
  type DateParts,
} from './business-date.js'
export {
  datePatterns,
  isDatePattern,
  parseDate,
  type DatePattern,
  type DateReading,
  type ParsedDate,
} from './parse-date.js'
export { businessDateOf, dayEnd, dayStart, instantOf, isTimeZone, timeOf } from './zone.js'
