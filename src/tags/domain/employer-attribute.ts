import { bankModel, type BankColumn } from '#ingest/contract'
import { fieldInfo, type AttributeInfo } from './bank-schema.js'

/** What of a customer's employer a rule may name: `attr(enterprise.<field>)`. */
const FIELDS = ['industry_code', 'region', 'staff_band', 'is_client', 'rating'] as const

/** A field of the enterprise a customer works for; undefined for others. */
export function employerAttribute(field: string, currency: string): AttributeInfo | undefined {
  const name = FIELDS.find((each) => each === field)
  if (name === undefined) return undefined
  const column: BankColumn = bankModel.enterprise.columns[name]
  return { name, stored: name, field: { ...fieldInfo(column, currency), zh: `任职单位${column.zh}`, en: `Employer: ${column.en.toLowerCase()}` } }
}
