export { buildApp } from './build-app.js'
export { readConfig, type Config } from './config.js'
export { openContext, type OpenContext } from './open-context.js'
