export { jobMigrations } from './migrations.js'
export { createJobs, type JobsOptions } from './create-jobs.js'
export { jobRoutes } from './routes.js'
export type { JobFilter, JobKind, JobRun, Jobs } from './jobs.js'
