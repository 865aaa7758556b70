import type { CorrectionRun } from './actions/mistag/correction-run.js'
import type { MisTag, MisTagCustomer, MisTagDetail } from './contract-mistag.js'
import type { CorrectionRow } from './sql/mistag/correction-queries.js'

/** Pieces of evidence as they were weighed, by the names they have now. */
export function presentWeights({ weights }: CorrectionRun, body: MisTag): NonNullable<MisTagDetail['run']>['evidence'] {
  return weights.map(({ name, iv, used, ranges, adds }) => ({
    key: name,
    name: nameOf(name, body),
    iv,
    used,
    bins: ranges.map(({ label, rows, rate }, at) => ({ label, rows, rate, adds: adds[at] ?? 0 })),
  }))
}

/** A customer's evidence, what adds most first. */
export function presentCorrection(row: CorrectionRow, { weights }: CorrectionRun, body: MisTag): MisTagCustomer {
  const evidence = weights.map(({ name }, at) => ({ key: name, name: nameOf(name, body), value: row.found[at] ?? null, adds: row.adds[at] ?? 0 }))
  return {
    custId: row.cust_id,
    value: row.held,
    probability: row.probability,
    corrected: Boolean(row.corrected),
    evidence: evidence.sort((one, two) => Math.abs(two.adds) - Math.abs(one.adds)),
  }
}

function nameOf(key: string, body: MisTag): MisTag['evidence'][number]['name'] {
  return body.evidence.find((each) => each.key === key)?.name ?? { zh: key, en: key }
}
