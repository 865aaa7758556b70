import { tagListSchema } from '#tags/contract'
import { useApi } from '../../api/query.js'
import { useSay } from '../../ui/language/use-say.js'
import { useScope } from '../../ui/place/scope.js'

/** What a tag is called, by its key; a share `key.CODE` by the tag and the code. One that is not known is its key. */
export function useTagName(): (key: string) => string {
  const say = useSay()
  const items = useApi('/api/v1/tags', tagListSchema, { query: { ...useScope() } }).data?.items ?? []
  const names = new Map(items.map(({ key, name }) => [key, say(name)]))
  return (key) => {
    const [tag = key, ...code] = key.split('.')
    const name = names.get(key) ?? names.get(tag)
    if (name === undefined) return key
    return names.has(key) || code.length === 0 ? name : `${name}·${code.join('.')}`
  }
}
