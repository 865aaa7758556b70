/** Sealing and keyed hashing of direct identifiers. Keys live in `<data>/keys` (0600) or come from configuration. */
export interface Secrets {
  /** AES-256-GCM, base64url, key id in front: `k1.<nonce+tag+ciphertext>`. */
  seal(clear: string): string
  /** @throws AppError SEAL_BROKEN when the value was not sealed by a key we hold. */
  open(sealed: string): string
  /** Keyed hash of a normalised identifier, hex; equal inputs of a domain (mobile, id_no, email) are equal. */
  hash(domain: string, normalised: string): string
  /** Pad keys in hex for the same hash in SQL; bind them as parameters, never log them. See keyed-hash.ts. */
  hashPads(): { readonly inner: string; readonly outer: string }
  /** Which keys are in use, without telling them; `fromFile` when nobody configured them. For `doctor` and backups. */
  fingerprint(): {
    readonly fromFile: boolean
    readonly seal: readonly { readonly id: string; readonly fingerprint: string }[]
    readonly hash: string
  }
}
