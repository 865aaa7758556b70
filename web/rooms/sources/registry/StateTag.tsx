import { useTranslation } from 'react-i18next'
import type { RegistryItem } from '#ingest/contract'
import { StatusTag, type StatusTone } from '../../../ui/figures/StatusTag.js'

const tones: Readonly<Record<RegistryItem['state'] | 'late', StatusTone>> = {
  decision: 'attention',
  failed: 'attention',
  late: 'attention',
  running: 'active',
  retry: 'active',
  waiting: 'active',
  paused: 'quiet',
  idle: 'done',
}

/** What a reader sees: a source in order whose date is not in is late. */
export const shownState = ({ state, freshness }: Pick<RegistryItem, 'state' | 'freshness'>): RegistryItem['state'] | 'late' =>
  state === 'idle' && freshness.state === 'overdue' ? 'late' : state

export function StateTag({ item }: { readonly item: Pick<RegistryItem, 'state' | 'freshness'> }) {
  const { t } = useTranslation('sources')
  const state = shownState(item)
  return <StatusTag tone={tones[state]}>{t(`state.${state}`)}</StatusTag>
}
