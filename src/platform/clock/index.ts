export { clockMigrations, openBusinessClock } from './business-clock.js'
export { fixedClock, systemClock, type BusinessClock, type Clock } from './clock.js'
