import type { FormInstance } from 'antd'
import { useEffect } from 'react'
import type { ApiError } from '../../api/problem.js'
import { useSay } from '../language/use-say.js'
import { useFaultText } from './use-fault-text.js'

/** `rule.all[2].value` → ['rule', 'all', 2, 'value']. */
export function toFieldPath(path: string): (string | number)[] {
  return path
    .split(/[.[\]]/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

interface Placed {
  readonly path: string
  readonly text: string
}

/** Puts the mistakes of a refused input beside the named fields; returns the error when some have no field. */
export function useFieldMistakes<Values extends object>(
  form: FormInstance<Values>,
  error: ApiError | null,
  fields: readonly (keyof Values & string)[],
): ApiError | null {
  const say = useSay()
  const faultText = useFaultText()
  const hasField = (path: string) => fields.some((field) => field === toFieldPath(path)[0])
  const located: readonly Placed[] = error === null ? [] : locatedOf(error, say, faultText)
  const placed = located.filter(({ path }) => hasField(path))
  const texts = JSON.stringify(placed)
  useEffect(() => {
    for (const { path, text } of JSON.parse(texts) as Placed[]) {
      form.setFields([{ name: toFieldPath(path) as never, errors: [text] }])
    }
  }, [form, texts, error])
  return placed.length > 0 && placed.length === located.length ? null : error
}

function locatedOf(
  error: ApiError,
  say: ReturnType<typeof useSay>,
  faultText: ReturnType<typeof useFaultText>,
): readonly Placed[] {
  if (error.mistakes.length > 0) {
    return error.mistakes.map(({ path, message }) => ({ path, text: say(message) }))
  }
  return error.path === undefined ? [] : [{ path: error.path, text: faultText(error) }]
}
