import type { Org, Role, Scope } from './contract.js'
import { rolePermissions } from './permissions.js'

/** Aggregates below branch keep at least this many customers a cell. */
const SMALL_CELL = 20

const HEAD_OFFICE: readonly Role[] = ['ADMIN', 'HO_STRATEGIST', 'ANALYST', 'DATA_STEWARD', 'COMPLIANCE']
const MANAGERS: readonly Role[] = ['BRANCH_MGR', 'SUB_MGR']

interface Holder {
  readonly roles: readonly Role[]
  readonly empId: string | null
}

/**
 * Which customers somebody reaches: the widest reach of their roles. Head-office roles reach all when their
 * organisation is the head office or none is named, else that organisation; managers their organisation; relationship
 * managers their own book. In clear only when a role of that very reach may unmask.
 */
export function scopeOf(person: Holder, org: Pick<Org, 'path' | 'level'> | null): Scope {
  const headOffice = person.roles.filter((role) => HEAD_OFFICE.includes(role))
  const managers = person.roles.filter((role) => MANAGERS.includes(role))
  const paths = org === null ? [] : [org.path]
  const minCell = org?.level === 'SUB' ? SMALL_CELL : 0
  if (headOffice.length > 0) {
    const all = org === null || org.level === 'HO'
    return { orgPaths: all ? ['/'] : paths, masking: maskingOf(headOffice), minCell }
  }
  if (managers.length > 0) return { orgPaths: paths, masking: maskingOf(managers), minCell }
  if (person.roles.includes('RM') && person.empId !== null) {
    return { orgPaths: paths, ownBookOf: person.empId, masking: maskingOf(['RM']), minCell: SMALL_CELL }
  }
  return { orgPaths: [], masking: 'masked', minCell: SMALL_CELL }
}

function maskingOf(roles: readonly Role[]): Scope['masking'] {
  return roles.some((role) => rolePermissions[role].includes('customer.unmask')) ? 'clear' : 'masked'
}
