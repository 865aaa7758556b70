export const DISCOVERIES = '/api/v1/discoveries'

export const discoveryPath = (key: string): string => `/customers/subgroups/${encodeURIComponent(key)}`
export const discoveryUrl = (key: string): string => `${DISCOVERIES}/${encodeURIComponent(key)}`
