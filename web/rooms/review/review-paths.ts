export const EVALUATIONS = '/api/v1/evaluations'
export const DEFINITIONS = '/api/v1/definitions/evaluation'
export const NEW_EVALUATION = '/review/evaluations/new'

export const evaluationPath = (key: string): string => `/review/evaluations/${encodeURIComponent(key)}`
export const evaluationUrl = (key: string): string => `${EVALUATIONS}/${encodeURIComponent(key)}`
export const definitionUrl = (key: string): string => `${DEFINITIONS}/${encodeURIComponent(key)}`
