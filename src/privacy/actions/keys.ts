import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'

const DAY = 86_400_000

/** Which keys there are, how old, and how many rows of which table each sealed. */
export async function keyState(context: Context) {
  const { fromFile, seal } = context.secrets.fingerprint()
  const counts = await Promise.all(context.secrets.places().map(async (place) => ({ place: place.name, rows: await place.counts() })))
  const active = context.secrets.activeKey()
  const now = context.clock.now().getTime()
  const keys = seal.map(({ id, fingerprint, madeAt }) => ({
    id, fingerprint, madeAt,
    active: id === active,
    ageDays: madeAt === null ? null : Math.floor((now - Date.parse(madeAt)) / DAY),
    uses: counts.flatMap(({ place, rows }) => (rows.has(id) ? [{ place, rows: rows.get(id) ?? 0 }] : [])),
  }))
  return { fromFile, keys }
}

export interface RotateInput {
  /** false: seal anew with the active key, without making a new one (keys from configuration). */
  readonly newKey: boolean
}

export interface RotateResult {
  readonly key: string
  readonly rows: number
}

/**
 * Makes a new key, then seals every value anew with it, place by place. The key is made once a job: a run that was
 * stopped goes on with the one it made. Old keys stay until they are retired.
 */
export async function rotateKeys(context: Context, run: JobRun<RotateInput>): Promise<RotateResult> {
  const saved = run.checkpoint as { key?: string } | null
  const key = saved?.key ?? (run.input.newKey ? await context.secrets.addKey(context.clock.now()) : context.secrets.activeKey())
  await run.save({ key })
  const total = await staleRows(context)
  let rows = 0
  // What was on its way when the key was made is sealed with the one before: looked for once more.
  for (let round = 0; round < ROUNDS && (round === 0 || (await staleRows(context)) > 0); round++) {
    for (const place of context.secrets.places()) {
      run.signal.throwIfAborted()
      const before = rows
      rows += await place.reseal({ signal: run.signal, progress: (done) => run.progress({ step: `sealing-${place.name}`, done: Math.min(before + done, total), total, unit: 'rows' }) })
    }
  }
  await context.audit.record(run.actor, { action: 'keys.rotate', objectKind: 'key', objectKey: key, after: { rows } })
  return { key, rows }
}

const ROUNDS = 3

async function staleRows(context: Context): Promise<number> {
  const active = context.secrets.activeKey()
  const counts = await Promise.all(context.secrets.places().map((place) => place.counts()))
  return counts.reduce((sum, rows) => sum + [...rows].reduce((all, [key, n]) => all + (key === active ? 0 : n), 0), 0)
}

/** Name of the key of keyed hashes, which is not rotated: see docs/privacy.md. */
const HASH_KEY = 'hash'

/**
 * Forgets a key nothing is sealed with any more: backups that need it can no longer be read.
 * @throws AppError KEY_IN_USE naming every table that still needs it, KEY_HASHES for the key of keyed hashes, which all do
 */
export async function retireKey(context: Context, id: string, actor: Actor) {
  if (id === HASH_KEY) fail('KEY_HASHES', {}, 'id')
  const { keys } = await keyState(context)
  const key = keys.find((each) => each.id === id) ?? fail('KEY_UNKNOWN', { key: id })
  const used = key.uses.filter(({ rows }) => rows > 0)
  if (used.length > 0 && !key.active) {
    fail('KEY_IN_USE', { key: id, rows: used.reduce((sum, { rows }) => sum + rows, 0), place: used.map(({ place, rows }) => `${place} ${rows}`).join(', ') }, 'id')
  }
  await context.secrets.retireKey(id)
  await context.audit.record(actor, { action: 'keys.retire', objectKind: 'key', objectKey: id, before: { fingerprint: key.fingerprint } })
  return keyState(context)
}
