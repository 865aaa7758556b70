import type { z } from 'zod'
import type { customerPrivacySchema, ErasureView, Preference, purposeStateSchema, statementSchema, SubjectState } from './contract.js'
import type { Actor } from '#platform/access/contract'
import { toPreference } from './actions/contact-states.js'
import { isoOf } from './actions/find-subject.js'
import { consentStateOf, type Statement } from './domain/consent-state.js'
import { mergePreferences } from './domain/preference.js'
import type { PreferenceEntryRow, PreferenceRow } from './sql/preference-queries.js'
import type { StatementRow } from './sql/statement-queries.js'
import type { SubjectRow } from './sql/subject-queries.js'

/** A statement as people see it. */
export function presentStatement(row: StatementRow): z.infer<typeof statementSchema> {
  const { id, purpose, channel, granted, separate, notice, way } = row
  return { id, purpose, channel, granted, at: isoOf(row.ts), separate, notice, evidence: row.evidence_ref, way, by: row.actor_name }
}

/** A customer's record: the state of each purpose follows from the statements below it. */
export function presentCustomer(
  subject: SubjectRow,
  state: SubjectState,
  rows: readonly StatementRow[],
  books: readonly PreferenceRow[],
  history: readonly PreferenceEntryRow[],
): z.infer<typeof customerPrivacySchema> {
  const bookOf = (book: PreferenceRow['book']): Preference | null => {
    const row = books.find((each) => each.book === book)
    return row === undefined ? null : toPreference(row)
  }
  const own = bookOf('OWN')
  const bank = bookOf('BANK')
  return {
    custId: subject.cust_id,
    state,
    purposes: purposeStates(rows, subject.marketing_consent),
    statements: rows.map(presentStatement),
    preference: { ...mergePreferences(own, bank), doNotContact: mergePreferences(own, bank).doNotContact || subject.do_not_contact === true },
    books: { own, bank },
    preferenceHistory: history.map((row) => ({
      id: row.id, at: isoOf(row.ts), reason: row.reason, by: row.actor_name,
      ...toPreference({ ...row, cust_id: '', book: 'OWN', channels: row.channels_off.join(',') }),
    })),
  }
}

function purposeStates(rows: readonly StatementRow[], column: boolean | null): z.infer<typeof purposeStateSchema>[] {
  const codes = [...new Set([...rows.map(({ purpose }) => purpose), ...(column === null ? [] : ['MARKETING'])])].sort()
  return codes.map((purpose) => {
    const statements = rows.filter((row) => row.purpose === purpose).map(({ channel, granted, ts }): Statement => ({ channel, granted, ts }))
    const named = [...new Set(statements.map(({ channel }) => channel).filter((channel) => channel !== ''))].sort()
    const channels = named.flatMap((channel) => {
      const last = statements.filter((each) => each.channel === channel).reduce((a, b) => (b.ts > a.ts || (b.ts === a.ts && !b.granted) ? b : a))
      const { consent, channelOut } = consentStateOf(statements, [channel])
      return [{ channel, granted: consent === true && !channelOut, at: isoOf(last.ts) }]
    })
    const general = consentStateOf(statements.filter(({ channel }) => channel === ''), []).consent
    return { purpose, consent: general ?? (purpose === 'MARKETING' ? column : null), channels }
  })
}

/** A request as somebody may see it: other numbers of the person may belong to a branch the asker does not reach. */
export function presentRequest(request: ErasureView, { scope }: Pick<Actor, 'scope'>): ErasureView {
  const whole = scope.orgPaths.includes('/') && scope.ownBookOf === undefined
  return whole ? request : { ...request, custIds: [request.custId] }
}
