import type { Person, PersonChange, PersonCreate, Role } from '#platform/access/contract'

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

const nobody: PersonValues = { displayName: '', login: '', roles: [], disabled: false }

export function toValues(person: Person | null): PersonValues {
  if (person === null) return nobody
  const { displayName, login, roles, orgId, empId, disabled } = person
  return { displayName, login, roles, disabled, orgId: orgId ?? undefined, empId: empId ?? undefined }
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

export function toChange({
  displayName,
  roles,
  orgId,
  empId,
  password,
  disabled,
}: PersonValues): PersonChange {
  return {
    displayName: displayName.trim(),
    roles,
    orgId: orNull(orgId),
    empId: orNull(empId),
    disabled,
    ...(password === undefined || password === '' ? {} : { password }),
  }
}
