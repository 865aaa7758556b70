export const PRIVACY = '/api/v1/privacy'
export const purposePath = (key: string): string => `/data/privacy/purposes/${encodeURIComponent(key)}`
export const REQUESTS = `${PRIVACY}/requests`
export const OBJECTIONS = `${PRIVACY}/objections`
