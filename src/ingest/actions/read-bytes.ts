import { createReadStream } from 'node:fs'
import { PassThrough, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AppError } from '#kernel/error'

const CHUNK = 1024 * 1024

export interface ReadOptions {
  readonly path: string
  readonly gzip: boolean
  readonly signal?: AbortSignal
  /** Bytes of the file (compressed, when it is) read so far. */
  readonly onRead?: (bytes: number) => void
  /** Sees the file's bytes as stored, for hashing. */
  readonly onStored?: (chunk: Uint8Array) => void
}

/** A file's content in chunks; fails with GZIP_BROKEN where a gz file is truncated or damaged. */
export async function* readBytes(options: ReadOptions): AsyncGenerator<Uint8Array> {
  let read = 0
  const content = openContent(options, (bytes) => (read = bytes))
  try {
    for await (const chunk of content) yield chunk as Uint8Array
  } catch (error) {
    if (options.signal?.aborted === true) throw new AppError('CANCELLED')
    if (options.gzip && isZlibError(error)) throw new AppError('GZIP_BROKEN', { bytes: read }, undefined, { cause: error })
    throw error
  } finally {
    content.destroy()
  }
}

function openContent(options: ReadOptions, onRead: (bytes: number) => void) {
  const file = createReadStream(options.path, { highWaterMark: CHUNK, ...(options.signal ? { signal: options.signal } : {}) })
  let read = 0
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      read += chunk.length
      options.onStored?.(chunk)
      onRead(read)
      options.onRead?.(read)
      yield chunk
    }
  }
  const last = options.gzip ? createGunzip({ chunkSize: CHUNK }) : passThrough()
  // The reader sees the error through the last stream; the callback only keeps it from being unhandled.
  return pipeline(file, counted, last, () => undefined)
}

function passThrough(): PassThrough {
  return new PassThrough({ highWaterMark: CHUNK })
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}
