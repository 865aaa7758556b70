export { registerModels } from './jobs.js'
export { modelRoutes } from './routes.js'
export { modelMigrations } from './store/migrations.js'
export { modelTables } from './warehouse/tables.js'
