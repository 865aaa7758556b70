import { useDefinitions } from '../../../api/definitions.js'
import { useSay } from '../../../ui/language/use-say.js'

/** What a decision is called, by its key; one that is gone is its key. */
export function useDecisionName(): (key: string) => string {
  const say = useSay()
  const items = useDefinitions('decision').data?.items ?? []
  return (key) => {
    const found = items.find((each) => each.key === key)
    return found === undefined ? key : say(found.name)
  }
}
