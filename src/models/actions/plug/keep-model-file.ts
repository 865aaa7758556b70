import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { AppError, fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { OnnxShape } from '#platform/compute'
import type { Context } from '#platform/context'
import type { Model, ModelFile, UpliftBody } from '../../contract.js'
import { deleteModelFile, getModelFile, insertModelFile, listModelFiles, type StoredFile } from '../../store/model-file-store.js'
import { listFittedFiles } from '../../store/version-store.js'

const MEGABYTE = 1024 ** 2
const LARGEST_MB = 200
const INSPECT_MS = 60_000

/** A file as it comes in; `truncated` once the server cut it off at its limit. */
type Upload = Readable & { readonly truncated?: boolean }

function folderOf(context: Context): string {
  return join(context.settings.dataDir, 'models')
}

function pathOf(context: Context, file: string): string {
  return join(folderOf(context), `${file}.onnx`)
}

/**
 * Keeps a model file under the hash of its content, once what it takes and gives can be read from it.
 * @throws AppError MODEL_FILE_TOO_LARGE, MODEL_ONNX_FILE, MODEL_ONNX_RUNTIME
 */
export async function keepModelFile(context: Context, name: string, content: Upload, actor: Actor): Promise<ModelFile> {
  const bytes = await wholeOf(content)
  const file = createHash('sha256').update(bytes).digest('hex')
  const shape = await inspect(context, bytes)
  await mkdir(folderOf(context), { recursive: true, mode: 0o700 })
  const draft = `${pathOf(context, file)}.${actor.id.replace(/\W/g, '')}.part`
  await writeFile(draft, bytes, { mode: 0o600 })
  await rename(draft, pathOf(context, file))
  await context.ledger.transaction(async (tx) => {
    const isNew = await insertModelFile(tx, { file, name: name.slice(0, 200), bytes: bytes.length, shape }, actor)
    if (isNew) await context.audit.record(actor, { action: 'model-file.upload', objectKind: 'model-file', objectKey: file, after: { name, bytes: bytes.length } }, tx)
  })
  return describe(await getModelFile(context.ledger, file), await usersOf(context))
}

async function inspect(context: Context, bytes: Uint8Array): Promise<OnnxShape> {
  const late = AbortSignal.timeout(INSPECT_MS)
  try {
    return await context.compute.run<OnnxShape>({ module: '#platform/compute', name: 'inspectOnnx', args: [bytes] }, late)
  } catch (cause) {
    return late.aborted ? fail('MODEL_ONNX_FILE', { reason: `not read within ${INSPECT_MS / 1000} s` }) : rethrown(cause)
  }
}

function rethrown(cause: unknown): never {
  throw cause
}

async function wholeOf(content: Upload): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of content) {
    const chunk = part as Buffer
    bytes += chunk.length
    if (bytes > LARGEST_MB * MEGABYTE) throw new AppError('MODEL_FILE_TOO_LARGE', { limit: LARGEST_MB })
    parts.push(chunk)
  }
  if (content.truncated === true) throw new AppError('BODY_TOO_LARGE', { limit: bytes })
  return Buffer.concat(parts)
}

/**
 * Content of a kept file, checked against its name.
 * @throws AppError MODEL_ONNX_UNKNOWN when it is gone or damaged
 */
export async function readModelFile(context: Context, file: string): Promise<Uint8Array> {
  const bytes = await readFile(pathOf(context, file)).catch(() => null)
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== file) return fail('MODEL_ONNX_UNKNOWN', { file }, 'algorithm.file')
  return new Uint8Array(bytes)
}

/** Every kept file with the models that use it, newest first. */
export async function describeModelFiles(context: Context): Promise<ModelFile[]> {
  const users = await usersOf(context)
  return (await listModelFiles(context.ledger)).map((stored) => describe(stored, users))
}

/** @throws AppError NOT_FOUND, MODEL_FILE_IN_USE */
export async function removeModelFile(context: Context, file: string, actor: Actor): Promise<void> {
  const stored = await getModelFile(context.ledger, file)
  const users = (await usersOf(context)).get(file) ?? []
  if (users.length > 0) fail('MODEL_FILE_IN_USE', { file: stored.name, models: users.join(', ') })
  await context.ledger.transaction(async (tx) => {
    await deleteModelFile(tx, file)
    await context.audit.record(actor, { action: 'model-file.delete', objectKind: 'model-file', objectKey: file, before: { name: stored.name } }, tx)
  })
  await rm(pathOf(context, file), { force: true })
}

/** Models by the file their definition or any version of theirs needs: a rollback may bring an old version back. */
async function usersOf(context: Context): Promise<Map<string, string[]>> {
  const defined = (await context.definitions.list<Model | UpliftBody>('model')).flatMap(({ key, body }) => ('algorithm' in body && body.algorithm.kind === 'onnx' ? [{ model: key, file: body.algorithm.file }] : []))
  const users = new Map<string, Set<string>>()
  for (const { model, file } of [...defined, ...(await listFittedFiles(context.ledger))]) users.set(file, (users.get(file) ?? new Set()).add(model))
  return new Map([...users].map(([file, models]) => [file, [...models].sort()]))
}

function describe(stored: StoredFile, users: ReadonlyMap<string, readonly string[]>): ModelFile {
  return {
    file: stored.file,
    name: stored.name,
    bytes: stored.bytes,
    inputs: stored.shape.inputs.map((value) => ({ ...value, shape: [...value.shape] })),
    outputs: stored.shape.outputs.map((value) => ({ ...value, shape: [...value.shape] })),
    uploadedBy: { id: stored.uploaded_by_id, name: stored.uploaded_by_name },
    uploadedAt: stored.uploaded_at,
    usedBy: [...(users.get(stored.file) ?? [])],
  }
}
