import type { Context } from '#platform/context'

/** Who uses a tag: definitions that name it, and the strategies it reaches through them. */
export async function usersOfTag(context: Context, tag: string): Promise<{ users: number; strategies: string[] }> {
  const direct = await context.definitions.usedBy('tag', tag)
  const seen = new Set<string>()
  const open = [...direct]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const name = `${next.kind}/${next.key}`
    if (seen.has(name)) continue
    seen.add(name)
    if (next.kind !== 'strategy') open.push(...(await context.definitions.usedBy(next.kind, next.key)))
  }
  const strategies = [...seen].filter((name) => name.startsWith('strategy/')).map((name) => name.slice('strategy/'.length))
  return { users: direct.length, strategies: strategies.sort() }
}
