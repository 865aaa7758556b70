export const MODELS = '/api/v1/models'
export const modelUrl = (key: string): string => `${MODELS}/${encodeURIComponent(key)}`
export const versionUrl = (key: string, number: number): string => `${modelUrl(key)}/versions/${number}`

export const modelPath = (key: string): string => `/models/${encodeURIComponent(key)}`
export const editPath = (key: string): string => `${modelPath(key)}/edit`
/** Why a customer has the score they have. */
export const customerScorePath = (key: string, custId: string): string => `${modelPath(key)}/customers/${encodeURIComponent(custId)}`
