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
export { businessDateOf, dayEnd, dayStart, isTimeZone } from './zone.js'
