export { catalogue, type ErrorCode, type ErrorEntry } from './catalogue.js'
export { AppError, Mistakes, fail, messageOf, type Mistake, type Params } from './app-error.js'
