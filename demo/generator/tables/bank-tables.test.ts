import { expect, it } from 'vitest'
import { employeeRows, groupRows, managers } from './bank-tables.js'

it('employees and their customer groups have ids of their own at every size of bank', () => {
  for (const perSub of [2, 8, 9, 20, 400]) {
    const employees = employeeRows(perSub).map((row) => row['emp_id'])
    const groups = groupRows(perSub).map((row) => row['chat_id'])
    expect(new Set(employees).size).toBe(employees.length)
    expect(new Set(groups).size).toBe(groups.length)
    expect(managers(perSub).every((id) => employees.includes(id))).toBe(true)
  }
})
