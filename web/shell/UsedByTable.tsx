import { AppLink } from '../ui/place/AppLink.js'
import { definitionPath } from './navigation.js'

interface UsedByTableProps {
  readonly usedBy: readonly { readonly kind: string; readonly key: string }[]
  readonly titles: { readonly kind: string; readonly name: string }
  readonly kindName: (kind: string) => string
}

/** What is made of something: each definition with a link to its page where it has one. */
export function UsedByTable({ usedBy, titles, kindName }: UsedByTableProps) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{titles.kind}</th>
          <th scope="col">{titles.name}</th>
        </tr>
      </thead>
      <tbody>
        {usedBy.map(({ kind, key }) => {
          const to = definitionPath(kind, key)
          return (
            <tr key={`${kind} ${key}`}>
              <td>{kindName(kind)}</td>
              <td>{to === undefined ? key : <AppLink to={to}>{key}</AppLink>}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
