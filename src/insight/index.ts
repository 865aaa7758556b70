export { registerInsight } from './jobs.js'
export { insightRoutes } from './routes.js'
export { metricFormula } from './domain/metric-formula.js'
export { insightTables } from './warehouse/tables.js'
