export const privacyErrors = {} as const
