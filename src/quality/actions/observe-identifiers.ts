import type { Context } from '#platform/context'
import { maskText } from '#ingest/contract'
import { identifierKinds, judgeIdentifier, type IdentifierKind } from '../domain/identifier-format.js'
import { writeIdentifierCounts, type IdentifierCount } from '../store/identifier-store.js'

const SAMPLES = 20

/** Looks on while a load's identifiers are sealed: counts, and shapes of wrong values, are all that is kept. */
export interface IdentifierObserver {
  see(row: Readonly<Record<string, string | null>>): void
  keep(): Promise<void>
}

export function observeIdentifiers(context: Context, loadId: string): IdentifierObserver {
  const counts = new Map<IdentifierKind, IdentifierCount>()
  return {
    see(row) {
      for (const kind of identifierKinds) {
        const judged = judgeIdentifier(kind, row[kind])
        if (judged === 'other') continue
        const before = counts.get(kind) ?? { kind, checked: 0, failed: 0, samples: [] }
        const checked = before.checked + 1
        if (judged === 'valid') counts.set(kind, { ...before, checked })
        else counts.set(kind, { kind, checked, failed: before.failed + 1, samples: [...before.samples, maskText(row[kind] ?? '')].slice(0, SAMPLES) })
      }
    },
    keep: () => writeIdentifierCounts(context.ledger.db, loadId, [...counts.values()]),
  }
}
