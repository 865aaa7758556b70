export type { Context } from './context.js'
