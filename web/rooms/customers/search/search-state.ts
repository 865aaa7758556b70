import { type CustomerSearch, identifierKindOf, type IdentifierKind, searchSorts, type SearchSort } from '#customers/contract'
import { toSorting } from '../../../ui/list/list-model.js'

/** What is typed: never kept in the URL unless it is a customer number. */
export interface Typed {
  readonly text: string
  /** null: whatever the text looks like. */
  readonly by: IdentifierKind | null
  readonly purpose: string
}

export const kindOf = ({ text, by }: Pick<Typed, 'text' | 'by'>): IdentifierKind => by ?? identifierKindOf(text)

/** A text that says who somebody is: it is sent once, with a purpose, and never asked again by itself. */
export const isDirect = (typed: Pick<Typed, 'text' | 'by'>): boolean => typed.text.trim() !== '' && kindOf(typed) !== 'custId'

const isSort = (key: string): key is SearchSort => (searchSorts as readonly string[]).includes(key)

/** A value of a tag the customers must have. */
function tagOf(search: URLSearchParams): Pick<CustomerSearch, 'tag'> {
  const [key, value] = [search.get('tag'), search.get('tagValue')]
  return key === null || key === '' || value === null || value === '' ? {} : { tag: { key, value } }
}

/** The body of a search from what is typed and what the URL holds. */
export function searchBody(typed: Typed, search: URLSearchParams, cursor: string | null): Partial<CustomerSearch> {
  const sorting = toSorting(search.get('sort'))
  const from = (key: string, name: string) => (search.get(key) ? { [name]: search.get(key) } : {})
  return {
    by: kindOf(typed),
    text: typed.text.trim(),
    ...(isDirect(typed) ? { purpose: typed.purpose.trim() } : {}),
    ...from('segment', 'segment'),
    ...tagOf(search),
    ...from('org', 'orgId'),
    ...from('rm', 'rm'),
    ...from('status', 'status'),
    ...from('asOf', 'asOf'),
    ...(sorting !== null && isSort(sorting.key) ? { sort: sorting.key, order: sorting.descending ? ('desc' as const) : ('asc' as const) } : {}),
    ...(cursor === null ? {} : { cursor }),
    limit: 50,
  }
}
