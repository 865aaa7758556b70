import type { z } from 'zod'
import type { Context } from '#platform/context'
import type { statementSchema } from '../contract.js'
import { presentStatement } from '../present.js'
import { historyQuery } from '../sql/statement-queries.js'
import type { SubjectRow } from '../sql/subject-queries.js'
import { onlyThis, statementGround } from './find-subject.js'

/** Everything a customer number ever said about the use of its data, newest first. Whoever calls has checked who asks. */
export async function readStatements(context: Context, subject: Pick<SubjectRow, 'cust_id' | 'cust_no'>): Promise<z.infer<typeof statementSchema>[]> {
  const rows = await context.warehouse.query(historyQuery(await statementGround(context), onlyThis(subject)))
  return rows.map(presentStatement)
}
