import { Mistakes } from '#kernel/error'
import type { Ledger, LedgerDb } from '#platform/ledger'
import { accessTables } from './access-tables.js'
import type { Org, OrgInput } from './contract.js'
import { placeOrgs } from './org-tree.js'

const BATCH = 1000

/** All organisations, parents before children. */
export async function loadOrgs(db: LedgerDb): Promise<Org[]> {
  const rows = await accessTables(db).selectFrom('org').selectAll().orderBy('path').execute()
  return rows.map((row) => ({
    orgId: row.org_id,
    parentId: row.parent_id,
    level: row.level,
    path: row.path,
    nameZh: row.name_zh,
    nameEn: row.name_en,
  }))
}

/**
 * Adds and changes organisations; those not named stay. A node that moves takes everything below along.
 * @returns how many rows were added or changed. @throws Mistakes ORG_ID_INVALID, ORG_PARENT_UNKNOWN, ORG_CIRCLE
 */
export async function upsertOrgs(ledger: Ledger, given: readonly OrgInput[]): Promise<number> {
  return ledger.transaction(async (tx) => {
    const before = new Map((await loadOrgs(tx)).map((org) => [org.orgId, org]))
    const all = new Map<string, OrgInput>(before)
    for (const org of given) all.set(org.orgId, org)
    const { orgs, mistakes } = placeOrgs(all, given)
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    const changed = orgs.filter((org) => !isSame(org, before.get(org.orgId)))
    for (let at = 0; at < changed.length; at += BATCH) await writeOrgs(tx, changed.slice(at, at + BATCH))
    return changed.length
  })
}

function isSame(org: Org, before: Org | undefined): boolean {
  const text = (one: Org): string =>
    JSON.stringify([one.parentId, one.level, one.path, one.nameZh, one.nameEn])
  return before !== undefined && text(org) === text(before)
}

async function writeOrgs(tx: LedgerDb, orgs: readonly Org[]): Promise<void> {
  const values = orgs.map((org) => ({
    org_id: org.orgId,
    parent_id: org.parentId,
    level: org.level,
    path: org.path,
    name_zh: org.nameZh,
    name_en: org.nameEn,
  }))
  await accessTables(tx)
    .insertInto('org')
    .values(values)
    .onConflict((conflict) =>
      conflict.column('org_id').doUpdateSet((eb) => ({
        parent_id: eb.ref('excluded.parent_id'),
        level: eb.ref('excluded.level'),
        path: eb.ref('excluded.path'),
        name_zh: eb.ref('excluded.name_zh'),
        name_en: eb.ref('excluded.name_en'),
      })),
    )
    .execute()
}
