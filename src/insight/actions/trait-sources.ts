import { faceOf, shippedName } from '#customers/contract'
import type { Context } from '#platform/context'
import type { TagSnapshot } from '#tags'
import type { Tag } from '#tags/contract'
import type { TraitSource } from '../domain/portrait-traits.js'

/** Attributes that name one place, person or firm, or are shown as places: no trait. */
const NO_TRAIT = new Set(['city_code', 'hukou_city_code', 'address_geo6', 'employer_ent_id', 'open_org_id', 'main_org_id', 'rm_emp_id', 'birth_date', 'kyc_expire_date', 'child_birth_years', 'id_type', 'marketing_consent', 'do_not_contact', 'staff_flag'])

function readingOf(type: string): TraitSource['reading'] | null {
  if (type === 'int' || type === 'decimal' || type === 'money') return 'number'
  if (type === 'date' || type === 'instant') return 'day'
  if (type === 'set') return 'set'
  return type === 'string' || type === 'enum' || type === 'bool' ? 'category' : null
}

/** Every tag of the snapshot, and the attributes of customers that are no place, person or firm. */
export async function traitSources(context: Context, snapshot: TagSnapshot): Promise<TraitSource[]> {
  const heads = new Map((await context.definitions.list<Tag>('tag')).map((head) => [head.key, head.body]))
  const columns = [
    ...snapshot.tags.map((column) => ({ column, kind: 'tag' as const, facet: heads.get(column.key)?.facet ?? 'attribute', tag: heads.get(column.key) })),
    ...snapshot.attributes.filter(({ key }) => !NO_TRAIT.has(key)).map((column) => ({ column, kind: 'attribute' as const, facet: 'attribute', tag: undefined })),
  ]
  return columns.flatMap(({ column, kind, facet, tag }): TraitSource[] => {
    const reading = readingOf(column.type.type)
    // Free text of a customer is no category.
    if (reading === null || (kind === 'attribute' && column.type.type === 'string')) return []
    const { key, name, type } = column
    return [{ key, kind, name, facet, type: type.type, ccy: type.ccy ?? null, values: type.values ?? [], column: column.column, reading, face: faceOf({ face: tag?.face, facet }), ...(kind === 'attribute' ? { nameOf: (code) => shippedName(key, code) } : {}), ...sureBy(tag, snapshot) }]
  })
}

/** Where a snapshot tells how sure a tag's values are. */
function sureBy(tag: Tag | undefined, snapshot: TagSnapshot): Pick<TraitSource, 'sure'> {
  const said = snapshot.tags.find(({ key }) => key === tag?.confidence?.tag)
  return said === undefined || tag?.confidence === undefined ? {} : { sure: { column: said.column, low: tag.confidence.low } }
}
