import { AppLink } from '../../ui/place/AppLink.js'
import { useTagName } from './use-tag-name.js'

/** Tags by their names, each opening its evaluation. */
export function TagLinks({ keys }: { readonly keys: readonly string[] }) {
  const nameOf = useTagName()
  return (
    <span className="tags-moves">
      {keys.map((key) => (
        <AppLink key={key} to={`/customers/tags/${encodeURIComponent(key.split('.')[0] ?? key)}?tab=evaluation`}>
          {nameOf(key)}
        </AppLink>
      ))}
    </span>
  )
}
