import { useNavigate, useSearchParams } from 'react-router'
import { useAction, useRefresh } from '../../api/query.js'
import { useFaultText } from '../../ui/feedback/use-fault-text.js'
import { keepScope } from '../../ui/place/scope.js'
import { useNotice } from '../../ui/theme/AntdLook.js'
import { SEGMENTS, segmentPath } from './segment-paths.js'

/** Drafts something of what was found, refreshes the lists it stands in and opens it; a failure is said as a notice. */
export function useAdopt<Input, Made extends { readonly key: string }>(
  start: (input: Input) => Promise<Made>,
  { refreshes = [SEGMENTS], pathOf = ({ key }) => segmentPath(key) }: { readonly refreshes?: readonly string[]; readonly pathOf?: (made: Made) => string } = {},
) {
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const notice = useNotice()
  const faultText = useFaultText()
  const refresh = useRefresh()
  const { isPending, mutate } = useAction(start, {
    onDone: (made) => {
      void refresh(...refreshes)
      void navigate(keepScope(pathOf(made), search))
    },
  })
  return { isPending, adopt: (input: Input) => mutate(input, { onError: (error) => notice.warn(faultText(error)) }) }
}
