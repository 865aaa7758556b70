export const EVENTS = '/api/v1/events'
export const WRITE_KEYS = `${EVENTS}/write-keys`

export const PLAN_TAB = '/data/events?tab=plan'
export const planEventPath = (key: string): string => `/data/events/plan/${encodeURIComponent(key)}`
export const editPlanEvent = (key: string): string => `${planEventPath(key)}/edit`
/** A new entry of the plan: empty, or made of what is received of an event. */
export const newPlanEvent = (event?: string): string => `/data/events/plan/new${event === undefined ? '' : `?event=${encodeURIComponent(event)}`}`
