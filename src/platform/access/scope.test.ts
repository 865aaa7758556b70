import { describe, expect, it } from 'vitest'
import { identifier, renderInline } from '#kernel/sql'
import { permissions, roles, scopeCondition, type Role, type Scope } from './contract.js'
import { isCommonPassword } from './common-passwords.js'
import { requireGoodPassword } from './password.js'
import { permissionsOf, rolePermissions } from './permissions.js'
import { scopeOf } from './scope.js'

const columns = { orgPath: identifier('c', 'org_path'), rm: identifier('c', 'rm_emp_id') }
const text = (scope: Partial<Scope>): string =>
  renderInline(scopeCondition({ orgPaths: ['/'], masking: 'masked', minCell: 0, ...scope }, columns))

describe('scope condition', () => {
  it('is one predicate over org path and own book', () => {
    expect(text({})).toBe('(1 = 1)')
    expect(text({ orgPaths: [] })).toBe('(1 = 0)')
    expect(text({ orgPaths: [], ownBookOf: 'E1' })).toBe('(1 = 0)')
    expect(text({ orgPaths: ['/HO/BR01/'] })).toBe("((startsWith(`c`.`org_path`, '/HO/BR01/')))")
    expect(text({ orgPaths: ['/HO/A/', '/HO/B/'], ownBookOf: 'E1' })).toBe(
      "((startsWith(`c`.`org_path`, '/HO/A/') OR startsWith(`c`.`org_path`, '/HO/B/')) AND (`c`.`rm_emp_id` = 'E1'))",
    )
    expect(text({ ownBookOf: "E1' OR 1=1 --" })).toBe("((`c`.`rm_emp_id` = 'E1\\' OR 1=1 --'))")
  })
})

describe('scope of a person', () => {
  const headOffice = { path: '/HO/', level: 'HO' } as const
  const branch = { path: '/HO/BR01/', level: 'BRANCH' } as const
  const sub = { path: '/HO/BR01/S1/', level: 'SUB' } as const
  const of = (
    given: Role[],
    org: typeof headOffice | typeof branch | typeof sub | null,
    empId: string | null = null,
  ): Scope => scopeOf({ roles: given, empId }, org)

  it('follows role and organisation', () => {
    expect(of(['HO_STRATEGIST'], headOffice)).toEqual({ orgPaths: ['/'], masking: 'masked', minCell: 0 })
    expect(of(['ANALYST'], null)).toEqual({ orgPaths: ['/'], masking: 'masked', minCell: 0 })
    expect(of(['ANALYST'], branch)).toEqual({ orgPaths: ['/HO/BR01/'], masking: 'masked', minCell: 0 })
    expect(of(['BRANCH_MGR'], branch)).toEqual({ orgPaths: ['/HO/BR01/'], masking: 'clear', minCell: 0 })
    expect(of(['SUB_MGR'], sub)).toEqual({ orgPaths: ['/HO/BR01/S1/'], masking: 'clear', minCell: 20 })
    expect(of(['RM'], sub, 'E1')).toEqual({
      orgPaths: ['/HO/BR01/S1/'],
      ownBookOf: 'E1',
      masking: 'clear',
      minCell: 20,
    })
  })

  it('sees nothing without what it hangs on', () => {
    expect(of(['RM'], sub).orgPaths).toEqual([])
    expect(of(['RM'], null, 'E1').orgPaths).toEqual([])
    expect(of(['BRANCH_MGR'], null).orgPaths).toEqual([])
    expect(of([], headOffice).orgPaths).toEqual([])
  })

  it('never unmasks the whole bank through a narrower role', () => {
    expect(of(['ADMIN', 'RM'], headOffice, 'E1')).toEqual({ orgPaths: ['/'], masking: 'masked', minCell: 0 })
    expect(of(['RM', 'SUB_MGR'], sub, 'E1')).toEqual({
      orgPaths: ['/HO/BR01/S1/'],
      masking: 'clear',
      minCell: 20,
    })
  })
})

describe('permissions', () => {
  it('give every permission to some role, and the sensitive ones to few', () => {
    for (const permission of permissions) {
      expect(roles.filter((role) => rolePermissions[role].includes(permission))).not.toEqual([])
    }
    const holders = (permission: (typeof permissions)[number]): Role[] =>
      roles.filter((role) => rolePermissions[role].includes(permission))
    expect(holders('customer.unmask')).toEqual(['BRANCH_MGR', 'SUB_MGR', 'RM'])
    expect(holders('people.manage')).toEqual(['ADMIN'])
    expect(holders('strategy.release')).toEqual(['HO_STRATEGIST', 'COMPLIANCE'])
    expect(holders('data.rejects')).toEqual(['DATA_STEWARD'])
  })
  it('of several roles are their union in catalogue order', () => {
    expect(permissionsOf(['RM', 'COMPLIANCE'])).toEqual(
      permissions.filter(
        (one) => rolePermissions.RM.includes(one) || rolePermissions.COMPLIANCE.includes(one),
      ),
    )
  })
})

describe('passwords', () => {
  it('are long, not the login, not common', () => {
    for (const common of [
      '1234567890',
      'qwertyuiop',
      'password123',
      '!!admin2025',
      'aaaaaaaaaaaa',
      'abcabcabcabc',
      '1qaz2wsx!!',
      '20250101010',
      'woaini1314520',
    ]) {
      expect(isCommonPassword(common), common).toBe(true)
    }
    for (const good of ['correct horse battery', '我的密码很长很安全吧', 'tr0ub4dor&3x']) {
      expect(() => requireGoodPassword(good, 'someone')).not.toThrow()
    }
    expect(() => requireGoodPassword('zhang.san-2025', 'zhang.san')).toThrow('PASSWORD_IS_LOGIN')
    expect(() => requireGoodPassword('密码密码密码', 'x1')).toThrow('PASSWORD_SHORT')
  })
})
