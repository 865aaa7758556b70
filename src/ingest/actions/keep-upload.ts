import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { insertUpload, takeOldUploads, type Upload } from '../store/upload-store.js'
import { uploadFolder } from './resolve-file.js'

const KEEP_MS = 7 * 86_400_000

/** Keeps an uploaded file until it is loaded, readable by the server alone; gone after seven days. */
export async function keepUpload(context: Context, name: string, bytes: Readable, actor: Actor): Promise<Upload> {
  const id = randomUUID()
  const folder = uploadFolder(context)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  let size = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const partial = join(folder, `${id}.part`)
  try {
    await pipeline(bytes, count, createWriteStream(partial, { mode: 0o600 }))
    await rename(partial, join(folder, id))
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
  const upload = { id, name, bytes: size, sha256: hash.digest('hex') }
  await insertUpload(context.ledger, { ...upload, actorId: actor.id })
  await dropOldUploads(context)
  return upload
}

async function dropOldUploads(context: Context): Promise<void> {
  const ids = await takeOldUploads(context.ledger, new Date(context.clock.now().getTime() - KEEP_MS))
  for (const id of ids) await rm(join(uploadFolder(context), id), { force: true })
}
