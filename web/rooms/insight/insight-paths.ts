import type { People } from '#insight/contract'

export const PORTRAITS = '/api/v1/portraits'
export const PACKS = '/api/v1/insight-packs'
export const PORTRAIT_PAGE = '/insight/portrait'
export const PORTRAITS_PAGE = '/insight/portraits'
export const WIZARD_PAGE = '/insight/portrait/new'
export const wizardPath = (of: string, against: string): string => `${WIZARD_PAGE}?${new URLSearchParams({ ...(of === '' ? {} : { of }), ...(against === '' ? {} : { against }) }).toString()}`
export const portraitUrl = (id: number | string): string => `${PORTRAITS}/${encodeURIComponent(id)}`
export const keptPath = (id: number): string => `${PORTRAITS_PAGE}/${id}`
export const portraitsPath = (of: string): string => (of === '' ? PORTRAITS_PAGE : `${PORTRAITS_PAGE}?of=${encodeURIComponent(of)}`)
export const packUrl = (key: string): string => `${PACKS}/${encodeURIComponent(key)}`
export const packPath = (key: string): string => `/insight/packs/${encodeURIComponent(key)}`
export const portraitPath = (of: string, against?: string): string => `${PORTRAIT_PAGE}?of=${encodeURIComponent(of)}${against === undefined ? '' : `&against=${encodeURIComponent(against)}`}`

/** Who a key of the URL means: a segment, or everyone. */
export const peopleOf = (key: string | null): People => (key === null || key === '' ? { kind: 'everyone' } : { kind: 'segment', key })
