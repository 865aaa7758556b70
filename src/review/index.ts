export type { ListPort } from './actions/evaluation-units.js'
export { registerReview } from './jobs.js'
export { reviewRoutes } from './routes.js'
