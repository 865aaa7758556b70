export const EVENTS = '/api/v1/events'
export const WRITE_KEYS = `${EVENTS}/write-keys`
