export { registerCustomers } from './jobs.js'
export { customersRoutes } from './routes.js'
export { customersMigrations } from './store/migrations.js'
export { customersTables } from './warehouse/tables.js'
