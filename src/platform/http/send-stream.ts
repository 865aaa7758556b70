import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** Attachment header with an ASCII fallback and the UTF-8 name (RFC 6266). */
export function contentDisposition(fileName: string): string {
  const ascii = fileName.replace(/[^\w.-]/g, '_')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
}

/** Sends bytes as they come, as a file to keep. */
export function sendStream(
  reply: FastifyReply,
  file: { name: string; type: string },
  bytes: Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>,
): FastifyReply {
  return reply
    .header('content-type', file.type)
    .header('content-disposition', contentDisposition(file.name))
    .header('cache-control', 'no-store')
    .send(Readable.from(bytes))
}
