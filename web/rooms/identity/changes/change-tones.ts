import type { Change } from '#identity/contract'
import type { StatusTone } from '../../../ui/figures/StatusTag.js'

export const changeTones: Readonly<Record<Change['status'], StatusTone>> = { pending: 'active', applied: 'done', failed: 'attention' }
