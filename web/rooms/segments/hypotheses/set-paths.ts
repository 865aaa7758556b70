export const SETS = '/api/v1/segment-sets'
/** Every customer. */
export const EVERYBODY = '_all'
export const setPath = (universe: string): string => `/customers/sets/${encodeURIComponent(universe)}`
export const setUrl = (universe: string): string => `${SETS}/${encodeURIComponent(universe)}`
export const cardsUrl = (universe: string): string => `${setUrl(universe)}/hypotheses`
export const cardUrl = (universe: string, id: number): string => `${cardsUrl(universe)}/${id}`
