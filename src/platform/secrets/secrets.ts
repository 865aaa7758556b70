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
    /** `madeAt`: ISO instant, null when nobody wrote it down. */
    readonly seal: readonly { readonly id: string; readonly fingerprint: string; readonly madeAt: string | null }[]
    readonly hash: string
  }
  /** Id of the key that seals. */
  activeKey(): string
  /**
   * Makes a new sealing key, written to disk before it is used; the others still open.
   * @throws AppError KEYS_CONFIGURED when the keys come from configuration
   */
  addKey(now: Date): Promise<string>
  /**
   * Forgets a key: what it sealed can never be opened again.
   * @throws AppError KEYS_CONFIGURED, KEY_UNKNOWN, KEY_ACTIVE
   */
  retireKey(id: string): Promise<void>
  /** A room that keeps sealed values says where, so that keys can be rotated and counted. */
  keepsSealed(place: SealedPlace): void
  places(): readonly SealedPlace[]
}

/** Somewhere sealed values are kept. */
export interface SealedPlace {
  /** A table, such as `customer_pii`. */
  readonly name: string
  /** Rows by id of the key that sealed them; a row of two keys counts for both. */
  counts(): Promise<ReadonlyMap<string, number>>
  /**
   * Seals anew, with the active key, every value another key sealed; returns how many rows. Stopped and begun again it
   * goes on: no value is lost or doubled.
   */
  reseal(options: ResealOptions): Promise<number>
}

export interface ResealOptions {
  readonly signal: AbortSignal
  /** Rows sealed anew so far in this place. */
  readonly progress: (rows: number) => void
}

/** Id of the key that sealed a value. */
export function keyOf(sealed: string): string {
  return sealed.slice(0, Math.max(0, sealed.indexOf('.')))
}
