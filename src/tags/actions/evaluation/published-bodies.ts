import type { Context } from '#platform/context'

export interface PublishedBody<Body> {
  readonly key: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly body: Body
}

/** The newest published version of every definition of a kind, by key. */
export async function publishedBodies<Body>(context: Context, kind: string): Promise<PublishedBody<Body>[]> {
  const heads = (await context.definitions.list<Body>(kind)).filter(({ version }) => version !== null)
  return Promise.all(
    heads.map(async ({ key }) => {
      const { name, body } = await context.definitions.version<Body>(kind, key, 'latest')
      return { key, name: { zh: name.zh, en: name.en ?? key }, body }
    }),
  )
}
