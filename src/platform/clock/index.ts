export { fixedClock, systemClock, type BusinessClock, type Clock } from './clock.js'
