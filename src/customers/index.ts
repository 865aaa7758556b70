export type { CustomerPorts, PersonKey, SearchFilter, SentTouch, TagValue } from './ports.js'
export { customersRoutes } from './routes.js'
