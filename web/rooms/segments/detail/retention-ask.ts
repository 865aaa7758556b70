import type { RetentionGroup, RetentionRequest } from '#segments/contract'

/** What is followed, as the address holds it. */
export interface RetentionAsk {
  /** `all`, `segment:key:run`, `cell:tiering:run:code`. */
  readonly groups: readonly string[]
  readonly leaving: RetentionRequest['leaving']
  readonly start: RetentionRequest['start']
}

export function groupOf(id: string): RetentionGroup | null {
  const [kind, key = '', run = '', ...rest] = id.split(':')
  const taken = run === '' ? {} : { run: Number(run) }
  if (kind === 'all') return { kind }
  if (kind === 'segment') return { kind, key, ...taken }
  return kind === 'cell' ? { kind, tiering: key, cell: rest.join(':'), ...taken } : null
}

const DATE = /^\d{4}-\d{2}-\d{2}$/

function leavingOf(text: string | null): RetentionRequest['leaving'] | null {
  const [way = '', amount = ''] = (text ?? '').split(':')
  const number = Number(amount)
  if (!(number > 0)) return null
  if (way === 'silent') return { kind: 'silent', days: number }
  return way === 'assets' ? { kind: 'assets', below: number } : null
}

function startOf(text: string | null): RetentionRequest['start'] | null {
  const [from = '', date = ''] = (text ?? '').split(':')
  if (!DATE.test(date)) return null
  return from === 'opened' ? { kind: 'opened', since: date } : { kind: 'date', date }
}

/** The choice of the address; what cannot be read is as it begins. */
export function askOf(search: URLSearchParams, start: RetentionAsk): RetentionAsk {
  return {
    groups: search.get('who')?.split(',').filter((id) => groupOf(id) !== null) ?? start.groups,
    leaving: leavingOf(search.get('left')) ?? start.leaving,
    start: startOf(search.get('since')) ?? start.start,
  }
}

/** The same as parts of the address. */
export function partsOfAsk({ groups, leaving, start }: RetentionAsk) {
  return {
    who: groups.join(','),
    left: leaving.kind === 'silent' ? `silent:${leaving.days}` : `assets:${leaving.below}`,
    since: start.kind === 'date' ? `date:${start.date}` : `opened:${start.since}`,
  }
}
