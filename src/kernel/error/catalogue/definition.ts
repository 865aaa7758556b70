export const definitionErrors = {} as const
