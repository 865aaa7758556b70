import { expect, it } from 'vitest'
import { backfillSteps } from './backfill-steps.js'

const said = (dates: string[], days?: number) => backfillSteps(dates, days === undefined ? undefined : { days }).map(({ asOf, isAsked }) => (isAsked ? `${asOf}*` : asOf))

it('TAG-11: without a hold the days asked for; with one the days it began and the month ends between, in order', () => {
  expect(said(['2025-12-31', '2025-11-30', '2025-12-31'])).toEqual(['2025-11-30*', '2025-12-31*'])
  expect(said(['2025-12-31', '2025-10-31'], 7)).toEqual(['2025-10-24', '2025-10-31*', '2025-11-30', '2025-12-24', '2025-12-31*'])
  expect(said(['2025-12-05'], 10)).toEqual(['2025-11-25', '2025-11-30', '2025-12-05*'])
  expect(said([], 7)).toEqual([])
})
