export const SOURCES = '/api/v1/data/sources'
export const DRIFT = '/api/v1/data/drift'
export const SECRETS = '/api/v1/data/connector-secrets'

export const sourcePath = (key: string, tab?: string): string => `/data/sources/${encodeURIComponent(key)}${tab === undefined ? '' : `?tab=${tab}`}`
export const connectPath = (key: string, step: string): string => `/data/connect?source=${encodeURIComponent(key)}&step=${step}`
export const sourceApi = (key: string, verb?: string): string => `${SOURCES}/${encodeURIComponent(key)}${verb === undefined ? '' : `/${verb}`}`
