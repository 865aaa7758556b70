export { catalogue, type ErrorCode, type ErrorEntry } from './catalogue.js'
export { AppError, Mistakes, fail, isErrorCode, messageOf, type Mistake, type Params } from './app-error.js'
export { issueMistakes, pathOf, type Issue } from './issue-mistakes.js'
