import type { Context } from '#platform/context'
import { keyOf, type SealedPlace } from '#platform/secrets'
import { listSecrets, resealSecret } from '../store/secret-store.js'

/** Secrets of connectors as a place of sealed values, for the rotation of keys. */
export function sealedSecrets({ ledger, secrets }: Context): SealedPlace {
  return {
    name: 'connector_secret',
    async counts() {
      const counts = new Map<string, number>()
      for (const { sealed } of await listSecrets(ledger)) counts.set(keyOf(sealed), (counts.get(keyOf(sealed)) ?? 0) + 1)
      return counts
    },
    async reseal({ signal, progress }) {
      let rows = 0
      for (const { name, sealed } of await listSecrets(ledger)) {
        signal.throwIfAborted()
        if (keyOf(sealed) === secrets.activeKey()) continue
        // A value rotated meanwhile was sealed with the active key already.
        if (await resealSecret(ledger, name, sealed, secrets.seal(secrets.open(sealed)))) rows += 1
        progress(rows)
      }
      return rows
    },
  }
}
