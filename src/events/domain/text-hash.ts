const UTF16_PRIME = 0x9e3779b1

/**
 * Two independent 32-bit hashes of a text's UTF-16 units, written to `out`: 64 bits to know an id by. Multiply-xor
 * rounds with a murmur3 finaliser on each lane.
 */
export function hashInto(text: string, out: Uint32Array): void {
  let a = 0x6a09e667 ^ text.length
  let b = 0xbb67ae85 ^ (text.length << 7)
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    a = Math.imul(a ^ unit, 0x85ebca77)
    a ^= a >>> 15
    b = Math.imul(b ^ unit, UTF16_PRIME)
    b ^= b >>> 13
  }
  out[0] = finalise(a ^ (b >>> 11))
  out[1] = finalise(b ^ (a >>> 7))
}

function finalise(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

const pair = new Uint32Array(2)

/** The same 64 bits as 16 hex digits. */
export function hashText(text: string): string {
  hashInto(text, pair)
  return [...pair].map((part) => part.toString(16).padStart(8, '0')).join('')
}

/** 128 bits of a text as hex, for records that bring no id of their own. */
export function contentId(text: string): string {
  return `${hashText(text)}${hashText(`${text}#2`)}`
}
