import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits as base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token: its entropy makes a plain SHA-256 enough. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Equality that takes the same time wherever the texts differ. */
export function sameText(one: string, two: string): boolean {
  return timingSafeEqual(Buffer.from(tokenHash(one)), Buffer.from(tokenHash(two)))
}
