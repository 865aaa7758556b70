export { registerPrivacy } from './jobs.js'
export { privacyRoutes } from './routes.js'
export { privacyMigrations } from './store/migrations.js'
export { privacyTables } from './warehouse/tables.js'
