import { type Person, type PersonChange, type PersonCreate, type Role } from '#platform/access/contract'

/** What the form holds. */
export interface PersonValues {
  readonly displayName: string
  readonly login: string
  readonly roles: Role[]
  readonly orgId?: string | undefined
  readonly empId?: string | undefined
  readonly password?: string | undefined
  readonly disabled: boolean
}

const orNull = (text: string | undefined): string | null => {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

export function toValues(person: Person | null): PersonValues {
  return {
    displayName: person?.displayName ?? '',
    login: person?.login ?? '',
    roles: person?.roles ?? [],
    orgId: person?.orgId ?? undefined,
    empId: person?.empId ?? undefined,
    disabled: person?.disabled ?? false,
  }
}

export function toCreate({ displayName, login, roles, orgId, empId, password }: PersonValues): PersonCreate {
  return {
    displayName: displayName.trim(),
    login: login.trim(),
    roles,
    orgId: orNull(orgId),
    empId: orNull(empId),
    password: password ?? '',
    demo: false,
  }
}

export function toChange({ displayName, roles, orgId, empId, password, disabled }: PersonValues): PersonChange {
  return {
    displayName: displayName.trim(),
    roles,
    orgId: orNull(orgId),
    empId: orNull(empId),
    disabled,
    ...(password === undefined || password === '' ? {} : { password }),
  }
}
