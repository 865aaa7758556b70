export const SEGMENTS = '/api/v1/segments'
export const DEFINITIONS = '/api/v1/definitions/segment'

export const NEW_SEGMENT = '/customers/segments/new'
export const ATTRACTIVENESS = '/customers/segments/attractiveness'
export const segmentPath = (key: string): string => `/customers/segments/${encodeURIComponent(key)}`
export const editPath = (key: string): string => `${segmentPath(key)}/edit`
export const segmentUrl = (key: string): string => `${SEGMENTS}/${encodeURIComponent(key)}`
export const definitionUrl = (key: string): string => `${DEFINITIONS}/${encodeURIComponent(key)}`
