import { z } from 'zod'
import type { Actor } from '#platform/access/contract'
import type { DefinitionKind } from '#platform/definition'

export const actor: Actor = {
  id: 'p1',
  name: 'A',
  kind: 'person',
  roles: [],
  permissions: [],
  scope: { orgPaths: [], masking: 'masked', minCell: 0 },
}

export interface Body {
  value: number
  uses?: { kind: string; key: string; version: number | 'latest' }[] | undefined
}
const bodySchema = z.strictObject({
  value: z.number(),
  uses: z
    .array(
      z.strictObject({
        kind: z.string(),
        key: z.string(),
        version: z.union([z.number(), z.literal('latest')]),
      }),
    )
    .optional(),
})

export function kind(name: string, order: number): DefinitionKind<Body> {
  return {
    kind: name,
    order,
    permissions: { read: 'tag.read', write: 'tag.write' },
    async check(body) {
      const parsed = bodySchema.safeParse(body)
      if (parsed.success) return { body: parsed.data }
      return {
        mistakes: parsed.error.issues.map((issue) => ({
          code: 'FIELD_INVALID',
          path: issue.path.join('.'),
          params: { reason: issue.code },
        })),
      }
    },
    references: (body) => body.uses ?? [],
  }
}

export const uses = (key: string, version: number | 'latest' = 'latest', of = 'tag'): Body => ({
  value: 1,
  uses: [{ kind: of, key, version }],
})
export const name = { zh: '名称' }
