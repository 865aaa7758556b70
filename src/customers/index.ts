export type { CustomerPorts, PersonKey, SearchFilter, SentTouch, TagValue } from './ports.js'
export { sellStops } from './actions/sell-stops.js'
export { customersRoutes } from './routes.js'
