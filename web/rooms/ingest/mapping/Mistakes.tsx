import { useSay } from '../../../ui/language/use-say.js'
import type { MappingMistake } from './mapping-mistakes.js'

/** What is wrong with one field, beside it. */
export function Mistakes({ of }: { readonly of: readonly MappingMistake[] }) {
  const say = useSay()
  if (of.length === 0) return null
  return (
    <div className="field-mistake" role="alert">
      {of.map(({ code, path, message }) => (
        <div key={`${code} ${path}`}>▲ {say(message)}</div>
      ))}
    </div>
  )
}
