import { createHash } from 'node:crypto'

/** The two 64-byte keys of the construction: the HMAC key, padded with zeros to a block, XOR 0x36 and XOR 0x5c. */
export interface HashPads {
  readonly inner: Buffer
  readonly outer: Buffer
}

/** Inner and outer pad keys of a 32-byte HMAC key (RFC 2104 with SHA-256, block of 64 bytes). */
export function hashPads(key: Buffer): HashPads {
  const block = Buffer.alloc(64)
  key.copy(block)
  return {
    inner: block.map((byte) => byte ^ 0x36) as Buffer,
    outer: block.map((byte) => byte ^ 0x5c) as Buffer,
  }
}

/**
 * HMAC-SHA-256 of `domain 0x00 value`, written out as nested SHA-256 so that the warehouse computes the same without
 * its slow HMAC function: `lower(hex(SHA256(concat(k_out, SHA256(concat(k_in, domain, char(0), value))))))`, with k_in
 * and k_out bound as parameters (`unhex({p:String})`), never as literals. Hex, 64 characters.
 */
export function keyedHash(pads: HashPads, domain: string, value: string): string {
  const inner = createHash('sha256').update(pads.inner).update(domain).update('\0').update(value).digest()
  return createHash('sha256').update(pads.outer).update(inner).digest('hex')
}
