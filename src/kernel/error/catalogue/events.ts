export const eventsErrors = {} as const
