export { registerEvents } from './jobs.js'
export { eventsRoutes } from './routes.js'
export { eventsMigrations } from './store/migrations.js'
export { eventsTables } from './warehouse/tables.js'
