export { registerQuality } from './jobs.js'
export { qualityRoutes } from './routes.js'
export { qualityMigrations } from './store/migrations.js'
export { qualityTables } from './warehouse/tables.js'
