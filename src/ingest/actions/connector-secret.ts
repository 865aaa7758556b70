import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { connectorSecretSchema, type ConnectorSecret, type ConnectorSecretView, type Source } from '../contract.js'
import { deleteSecret, findSecret, listSecrets, putSecret, type StoredSecret } from '../store/secret-store.js'

/** Seals a secret under a name, or replaces its value. Audited by name, kind and hosts; its content is never told again. */
export async function keepConnectorSecret(context: Context, name: string, secret: ConnectorSecret, actor: Actor): Promise<ConnectorSecretView> {
  const sealed = context.secrets.seal(JSON.stringify(secret))
  await context.ledger.transaction(async (tx) => {
    const version = await putSecret(tx, name, { kind: secret.kind, hosts: secret.hosts, sealed }, actor)
    const after = { kind: secret.kind, hosts: secret.hosts, version }
    await context.audit.record(actor, { action: version === 1 ? 'connector-secret.create' : 'connector-secret.rotate', objectKind: 'connector-secret', objectKey: name, after }, tx)
  })
  return describeConnectorSecret(context, name)
}

/** Fails CONNECTOR_SECRET_IN_USE while a source or a model names it. */
export async function removeConnectorSecret(context: Context, name: string, actor: Actor): Promise<void> {
  const { usedBy } = await describeConnectorSecret(context, name)
  if (usedBy.length > 0) fail('CONNECTOR_SECRET_IN_USE', { name, sources: usedBy.join(', ') })
  await context.ledger.transaction(async (tx) => {
    await deleteSecret(tx, name)
    await context.audit.record(actor, { action: 'connector-secret.delete', objectKind: 'connector-secret', objectKey: name }, tx)
  })
}

export async function describeConnectorSecret(context: Context, name: string): Promise<ConnectorSecretView> {
  const stored = (await findSecret(context.ledger, name)) ?? fail('NOT_FOUND', { what: `connector secret ${name}` })
  return viewOf(stored, await secretUsers(context))
}

/** Every secret by name, never with its content. */
export async function describeConnectorSecrets(context: Context): Promise<ConnectorSecretView[]> {
  const users = await secretUsers(context)
  return (await listSecrets(context.ledger)).map((stored) => viewOf(stored, users))
}

function viewOf(stored: StoredSecret, users: ReadonlyMap<string, readonly string[]>): ConnectorSecretView {
  const { name, kind, hosts, version, updated_at: updatedAt, actor_name: updatedBy } = stored
  return { name, kind, hosts, version, updatedAt, updatedBy, usedBy: [...(users.get(name) ?? [])] }
}

async function secretUsers(context: Context): Promise<Map<string, string[]>> {
  const users = new Map<string, string[]>()
  for (const { key, body } of await context.definitions.list<Partial<Source>>('source')) {
    const connector = body.connector
    const name = connector !== undefined && 'secretRef' in connector ? connector.secretRef : undefined
    if (name !== undefined) users.set(name, [...(users.get(name) ?? []), key])
  }
  for (const { name, model } of await modelSecrets(context)) users.set(name, [...(users.get(name) ?? []), model])
  return users
}

/** A definition whose algorithm asks a service with a secret. */
interface AskingBody {
  readonly algorithm?: { readonly secretRef?: string | undefined } | undefined
}

/** Secrets that models ask services with, in any version: an earlier one may be the one that scores. */
async function modelSecrets(context: Context): Promise<{ name: string; model: string }[]> {
  const isKnown = context.definitions.kinds().some(({ kind }) => kind === 'model')
  const found: { name: string; model: string }[] = []
  for (const { key, version, body } of isKnown ? await context.definitions.list<AskingBody>('model') : []) {
    const bodies: AskingBody[] = [body]
    for (let number = 1; number <= (version ?? 0); number += 1) bodies.push((await context.definitions.version<AskingBody>('model', key, number)).body)
    for (const name of new Set(bodies.flatMap(({ algorithm }) => algorithm?.secretRef ?? []))) found.push({ name, model: `model/${key}` })
  }
  return found
}

type Kind = ConnectorSecret['kind']

/**
 * Opens a secret for a host it is bound to.
 * @throws AppError CONNECTOR_SECRET_MISSING, CONNECTOR_SECRET_KIND, CONNECTOR_SECRET_HOST
 */
export async function openConnectorSecret<Wanted extends Kind>(context: Context, name: string, wanted: readonly Wanted[], target: URL): Promise<Extract<ConnectorSecret, { kind: Wanted }>> {
  const path = 'connector.secretRef'
  const stored = (await findSecret(context.ledger, name)) ?? fail('CONNECTOR_SECRET_MISSING', { name }, path)
  if (!wanted.includes(stored.kind as Wanted)) fail('CONNECTOR_SECRET_KIND', { name, kind: stored.kind, wanted: wanted.join(', ') }, path)
  const hosts: readonly string[] = stored.hosts
  if (!hosts.includes(target.host) && !hosts.includes(target.hostname)) fail('CONNECTOR_SECRET_HOST', { name, host: target.host }, path)
  return connectorSecretSchema.parse(JSON.parse(context.secrets.open(stored.sealed))) as Extract<ConnectorSecret, { kind: Wanted }>
}
