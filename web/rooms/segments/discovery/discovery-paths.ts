export const DISCOVERIES = '/api/v1/discoveries'

export const DISCOVERIES_PAGE = '/customers/subgroups'

export const discoveryPath = (key: string): string => `${DISCOVERIES_PAGE}/${encodeURIComponent(key)}`
export const discoveryEditPath = (key: string): string => `${discoveryPath(key)}/edit`
export const NEW_DISCOVERY = `${DISCOVERIES_PAGE}/new`
export const discoveryUrl = (key: string): string => `${DISCOVERIES}/${encodeURIComponent(key)}`
