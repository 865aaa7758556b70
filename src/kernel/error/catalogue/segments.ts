export const segmentErrors = {} as const
