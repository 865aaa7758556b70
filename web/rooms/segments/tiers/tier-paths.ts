export const TIERINGS = '/api/v1/tierings'
export const TIERS_PAGE = '/customers/tiers'

export const tieringPath = (key: string): string => `${TIERS_PAGE}/${encodeURIComponent(key)}`
export const tieringEditPath = (key: string): string => `${tieringPath(key)}/edit`
export const NEW_TIERING = `${TIERS_PAGE}/new`
export const tieringUrl = (key: string): string => `${TIERINGS}/${encodeURIComponent(key)}`
export const tierRunUrl = (key: string, run: number): string => `${tieringUrl(key)}/runs/${run}`
