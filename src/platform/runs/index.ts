export { createRuns } from './create-runs.js'
export { runMigrations } from './migrations.js'
export type { Run, RunCommit, Runs } from './runs.js'
