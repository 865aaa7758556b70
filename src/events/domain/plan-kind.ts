/** Kind of the definitions of a tracking plan, one an event. */
export const PLAN_KIND = 'tracking-plan-event'
