import { AppError } from '#kernel/error'
import type { Context } from '#platform/context'
import { RULES_KEY, defaultRules, identityRulesSchema, type IdentityRules } from '../domain/identity-rules.js'

export interface RulesInForce {
  readonly rules: IdentityRules
  /** null while nobody has published any: the defaults hold. */
  readonly version: number | null
}

/** The published rules; the defaults before the first publish. */
export async function rulesInForce(context: Context): Promise<RulesInForce> {
  try {
    const { body, version } = await context.definitions.version<IdentityRules>('identity-rules', RULES_KEY, 'latest')
    return { rules: identityRulesSchema.parse(body), version }
  } catch (error) {
    if (isAbsent(error)) return { rules: defaultRules, version: null }
    throw error
  }
}

/** The draft when there is one, else what is in force. */
export async function draftRules(context: Context): Promise<IdentityRules> {
  try {
    const { body } = await context.definitions.get<IdentityRules>('identity-rules', RULES_KEY)
    return identityRulesSchema.parse(body)
  } catch (error) {
    if (isAbsent(error)) return defaultRules
    throw error
  }
}

const ABSENT: readonly string[] = ['DEFINITION_NOT_FOUND', 'DEFINITION_NOT_PUBLISHED']

function isAbsent(error: unknown): boolean {
  return error instanceof AppError && ABSENT.includes(error.code)
}
